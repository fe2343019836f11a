"""The table of variants from a manifest: complete records, old ones, and broken ones."""

from __future__ import annotations

from skinvl.runtime.variant_table import format_table, list_refused, list_variants

RECORD = {
    "bytes": {"vision": 3_000_000, "total": 12_345_678},
    "speed": {"vision_ms": {"1": 7.25, "8": 5.5}, "decode_tokens_per_second": 412.4},
    "validation": {
        "dermoscopy": {
            "metrics": {"balanced_accuracy": {"value": 0.767, "low": 0.71, "high": 0.82, "n": 9}}
        },
        "clinical": {"metrics": {"balanced_accuracy": {"value": 0.5, "low": None, "high": None}}},
    },
    "parts": {"vision": {"chosen": "static"}, "decoder": {"chosen": "float32"}},
}


def test_a_record_becomes_a_row() -> None:
    (row,) = list_variants({"variants": {"int8": RECORD}})
    assert row.to_cells() == (
        "int8 (decoder in fp32)",
        "12.3",
        "7.2",
        "412",
        "dermoscopy 0.767 [0.710, 0.820]; clinical 0.500",
    )
    header, line = format_table([row])
    assert header.startswith("precision") and line.startswith("int8 (decoder in fp32)  12.3  ")
    assert header.index("MB") == line.index("12.3")


def test_what_is_not_there_is_an_empty_cell() -> None:
    rows = list_variants({"variants": {"fp32": {"bytes": "many", "speed": None}, "int8": 3}})
    assert [row.to_cells() for row in rows] == [("fp32", "-", "-", "-", "-")]
    assert list_variants({}) == [] and format_table([]) == []


def test_refused_variants_keep_their_reasons() -> None:
    parity = {"refused": {"int4": {"failures": ["too bad"], "parts": {}}, "fp16": {}}}
    assert list_refused(parity) == {"fp16": (), "int4": ("too bad",)}
