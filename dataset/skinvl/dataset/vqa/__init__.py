"""Captions, questions and answers about the samples of a dataset folder."""
