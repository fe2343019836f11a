"""Commands of the dataset stack."""
