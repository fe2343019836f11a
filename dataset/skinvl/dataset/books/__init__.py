"""Textbooks to image-caption pairs: one module per stage, `document` runs them over one book."""
