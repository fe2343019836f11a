from __future__ import annotations

import copy
import pickle

import pytest

from skinvl.contract import errors
from skinvl.contract.errors import (
    AnswerError,
    BundleTampered,
    ConfigError,
    ContractMismatch,
    ImageTruncated,
    SkinVLError,
    UnknownDiagnosis,
)

EXAMPLES: list[SkinVLError] = [
    ContractMismatch("a/bundle.json", "1", "2"),
    ImageTruncated("a.jpg", "ends early"),
    UnknownDiagnosis("nothing"),
    AnswerError("text", "reason"),
    ConfigError(["a.yaml: lr: missing", "a.yaml: steps: 0"]),
    BundleTampered("head.onnx", "its hash differs"),
    errors.ProviderError("cuda is not available"),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda e: type(e).__name__)
def test_errors_are_one_line_and_survive_processes(error: SkinVLError) -> None:
    assert "\n" not in str(error)
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)


def test_the_file_is_named() -> None:
    assert str(ImageTruncated("photos/a.jpg", "ends early")) == "photos/a.jpg: ends early"
    assert "a/bundle.json" in str(ContractMismatch("a/bundle.json", "1", "2"))


def test_the_tree_drawn_in_the_module_is_the_tree() -> None:
    drawn = errors.__doc__ or ""
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, Exception) and not name.startswith("_"):
            assert issubclass(kind, SkinVLError)
            assert name in drawn
