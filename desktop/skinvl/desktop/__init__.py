"""The SkinVL workstation.

`core` knows images, results, reports and the process that computes them, and no Qt. `ui` draws
them with PySide6 and is the only package that imports it.
"""
