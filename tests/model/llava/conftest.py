"""One miniature of each published layout, written once for the tests of this folder."""

import os
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from miniatures.llava import (
    write_adapter,
    write_hf_adapter,
    write_hf_llava,
    write_llava_med,
    write_merged,
)

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """base, adapter, merged, lost (merged without the trained projector), hf and hf-adapter."""
    root = tmp_path_factory.mktemp("llava")
    base = write_llava_med(root / "base")
    adapter = write_adapter(root / "adapter", base)
    write_merged(root / "merged", base, adapter)
    write_merged(root / "lost", base, adapter, keep_projector=False)
    write_hf_adapter(root / "hf-adapter", write_hf_llava(root / "hf"))
    return root
