"""The formats in which questions leave: samples, LLaVA, the CSVs of MM-Skin, Parquet."""
