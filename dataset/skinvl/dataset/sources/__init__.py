"""Readers of published collections: one module per collection, each returns a `Collection`."""
