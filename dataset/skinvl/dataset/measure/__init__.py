"""Measurements on the pixels of one lesion: shape, colours, and what lies over the skin."""
