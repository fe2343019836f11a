"""What the parts of SkinVL must agree on.

Ontology, image opening, preprocessing, prompt, answer grammar, sample and bundle schemas, and the
error tree. This package imports numpy, Pillow and the standard library, nothing else.
"""

__version__ = "0.1.0"
