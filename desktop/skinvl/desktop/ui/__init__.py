"""The windows, in PySide6. Nothing outside this package imports Qt."""
