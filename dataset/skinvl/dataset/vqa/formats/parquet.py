"""Parquet files, one per split, that ``datasets.load_dataset("parquet", ...)`` opens.

The image column holds the bytes of the file and its path, marked as an image in the way the
`datasets` library reads it from the schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from skinvl.contract.errors import DataError
from skinvl.contract.sample import SPLITS, Sample
from skinvl.dataset.vqa.formats.folder import replace_folder

FOLDER = "parquet"
_ROWS = 64
_TEXTS = ("id", "caption", "modality", "diagnosis", "label", "site", "sex", "source", "licence")


def write_parquet(folder: Path, samples: Sequence[Sample]) -> None:
    """Write ``parquet/SPLIT.parquet``; memory holds a few dozen images at a time.

    Raises:
        DataError: an image cannot be read, or a file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.string()
    question = pa.struct(
        [
            ("question", text),
            ("answer", text),
            ("kind", text),
            ("topic", text),
            ("choices", pa.list_(text)),
        ]
    )
    schema = pa.schema(
        [
            ("image", pa.struct([("bytes", pa.binary()), ("path", text)])),
            *((name, text) for name in _TEXTS),
            ("age", pa.float64()),
            ("group", text),
            ("qa", pa.list_(question)),
        ],
        metadata={"huggingface": json.dumps({"info": {"features": _features()}}, sort_keys=True)},
    )
    with replace_folder(folder / FOLDER) as building:
        for split in SPLITS:
            some = [sample for sample in samples if sample.split == split]
            if not some:
                continue
            with pq.ParquetWriter(building / f"{split}.parquet", schema) as writer:
                for start in range(0, len(some), _ROWS):
                    rows = list(_rows(folder, some[start : start + _ROWS]))
                    writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _rows(folder: Path, samples: Sequence[Sample]) -> Iterator[dict[str, Any]]:
    for sample in samples:
        path = folder / sample.image
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataError(path, f"cannot be read: {error.strerror}") from error
        yield {
            "image": {"bytes": content, "path": Path(sample.image).name},
            **{name: getattr(sample, name) for name in _TEXTS},
            "age": sample.age,
            "group": sample.group,
            "qa": [
                {
                    "question": qa.question,
                    "answer": qa.answer,
                    "kind": qa.kind,
                    "topic": qa.topic,
                    "choices": list(qa.choices),
                }
                for qa in sample.qa
            ],
        }


def _features() -> dict[str, Any]:
    def value(dtype: str) -> dict[str, str]:
        return {"dtype": dtype, "_type": "Value"}

    text = value("string")
    return {
        "image": {"_type": "Image"},
        **{name: text for name in _TEXTS},
        "age": value("float64"),
        "group": text,
        "qa": [
            {
                "question": text,
                "answer": text,
                "kind": text,
                "topic": text,
                "choices": [text],
            }
        ],
    }
