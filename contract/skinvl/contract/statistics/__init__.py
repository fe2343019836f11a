"""Statistics that training and export share: metrics of weighted resamples, and intervals."""
