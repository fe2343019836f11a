"""The error tree.

::

    SkinVLError
    ├── ContractMismatch        two artifacts were made under different contracts
    ├── ImageError              an image file that cannot be used
    │   ├── ImageMissing
    │   ├── ImageEmpty
    │   ├── ImageTooLarge
    │   ├── ImageTruncated
    │   ├── ImageUnsupported    not an image, or not one of the supported formats
    │   ├── ImageAnimated       animated, or several pages
    │   └── ImageEncrypted      an archive, a PDF or an office file where an image was expected
    ├── DataError               samples, datasets
    │   └── UnknownDiagnosis
    ├── OntologyError           the ontology file itself is inconsistent
    ├── AnswerError             a text outside the answer grammar
    ├── ConfigError             every fault of a configuration at once
    ├── BundleError
    │   ├── BundleMissingFile
    │   ├── BundleTampered
    │   ├── BundleUnsigned
    │   └── BundleSchemaError
    ├── ModelError
    ├── ExportError
    └── ProviderError

``str(error)`` is one line for the user: it names the file and says what is wrong or what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class SkinVLError(Exception):
    """Root of every error that is meant for the user."""


class _FileError(SkinVLError):
    """An error about one file: ``path`` and ``reason``, printed as ``path: reason``."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = str(path)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ContractMismatch(SkinVLError):
    """``file`` was made under another contract than the one it is used with."""

    def __init__(self, file: str | Path, expected: str, found: str) -> None:
        super().__init__(file, expected, found)
        self.file = str(file)
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return (
            f"{self.file}: made under another contract (expected {self.expected}, "
            f"found {self.found}); make it again with this version of SkinVL"
        )


class ImageError(_FileError):
    """An image that cannot be used; ``path`` is ``<bytes>`` for an image given as bytes."""


class ImageMissing(ImageError):
    """No such file, or no permission to read it."""


class ImageEmpty(ImageError):
    """A file of zero bytes or an image of zero pixels."""


class ImageTooLarge(ImageError):
    """More pixels or bytes than the limits allow; refused before decoding."""


class ImageTruncated(ImageError):
    """The file ends early or its pixels are damaged."""


class ImageUnsupported(ImageError):
    """Not an image, or an image format that is not supported."""


class ImageAnimated(ImageError):
    """Several frames or pages: which one to diagnose is for the user to say."""


class ImageEncrypted(ImageError):
    """A container (archive, PDF, office file, encrypted message) and not an image."""


class DataError(_FileError):
    """A dataset or one of its files cannot be used."""


class UnknownDiagnosis(DataError):
    """A diagnosis code that the ontology does not have."""

    def __init__(self, code: str) -> None:
        super().__init__("ontology", f"no diagnosis has the code {code!r}")
        self.code = code

    def __reduce__(self) -> tuple[type[UnknownDiagnosis], tuple[str]]:
        return type(self), (self.code,)


class OntologyError(_FileError):
    """The ontology file is inconsistent."""


class AnswerError(SkinVLError):
    """A text that the answer grammar does not produce."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        return f"not an answer of this grammar: {self.reason}"


class ConfigError(SkinVLError):
    """Every fault of a configuration, one line each."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__(list(errors))
        self.errors = list(errors)

    def __str__(self) -> str:
        return "; ".join(self.errors)


class BundleError(_FileError):
    """A model bundle that is refused."""


class BundleMissingFile(BundleError):
    """A file that the bundle lists is not there."""


class BundleTampered(BundleError):
    """A file differs from its signed hash, or the signature does not fit."""


class BundleUnsigned(BundleError):
    """No signature, or one by a key that is not trusted."""


class BundleSchemaError(BundleError):
    """``bundle.json`` does not follow the schema."""


class ModelError(SkinVLError):
    """A checkpoint or a graph that cannot be used."""


class ExportError(SkinVLError):
    """An export that failed or did not reproduce the checkpoint."""


class ProviderError(SkinVLError):
    """The requested execution provider is not available or failed."""
