"""LLaVA's conversation files: a JSON list per split, one question per entry.

Each question stands alone with its image, so that no answer can be read off an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skinvl.contract.sample import SPLITS, Sample
from skinvl.dataset.vqa.formats.folder import replace_folder

FOLDER = "llava"
_IMAGE = "<image>"


def write_llava(folder: Path, samples: Sequence[Sample]) -> None:
    """Write ``llava/SPLIT.json``; image paths are relative to `folder`.

    Raises:
        DataError: it cannot be written.
    """
    with replace_folder(folder / FOLDER) as building:
        for split in SPLITS:
            entries = [
                _entry(sample, number)
                for sample in samples
                if sample.split == split
                for number in range(len(sample.qa))
            ]
            if entries:
                text = json.dumps(entries, ensure_ascii=False, indent=1)
                (building / f"{split}.json").write_text(text + "\n", encoding="utf-8")


def _entry(sample: Sample, number: int) -> dict[str, Any]:
    asked = sample.qa[number]
    return {
        "id": f"{sample.id}#{number}",
        "image": sample.image,
        "conversations": [
            {"from": "human", "value": f"{_IMAGE}\n{asked.question}"},
            {"from": "gpt", "value": asked.answer},
        ],
    }
