from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from skinvl.contract.bundle import (
    BundleManifest,
    DiagnosisSource,
    DiagnosisTower,
    canonical_json,
    check_name,
    parse_manifest,
)
from skinvl.contract.errors import BundleSchemaError


def changed(manifest: BundleManifest, path: str, value: Any) -> bytes:
    record = manifest.to_json()
    *parents, last = path.split("/")
    place = record
    for key in parents:
        place = place[int(key)] if isinstance(place, list) else place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(record).encode()


def test_canonical_bytes_are_read_back(manifest: BundleManifest) -> None:
    content = canonical_json(manifest.to_json())
    assert parse_manifest(content) == manifest
    assert canonical_json(parse_manifest(content).to_json()) == content


def with_own_tower(manifest: BundleManifest, **source: str) -> BundleManifest:
    given = {"name": "mini", "version": "1", "sha256": "b" * 64, **source}
    spec = replace(manifest.contract.preprocess, width=8, height=8)
    (variant,) = manifest.variants
    graphs = {**variant.graphs, "diagnosis": "vision.onnx"}
    return replace(
        manifest,
        diagnosis=DiagnosisTower(spec, DiagnosisSource(**given)),
        variants=(replace(variant, graphs=graphs),),
    )


def test_a_tower_of_its_own_behind_the_head(manifest: BundleManifest) -> None:
    assert manifest.head_preprocess == manifest.contract.preprocess
    apart = with_own_tower(manifest)
    assert parse_manifest(canonical_json(apart.to_json())) == apart
    assert apart.head_preprocess.width == 8
    assert apart.contract.preprocess.width == 24


def test_a_tower_of_its_own_needs_its_graph_and_a_known_source(manifest: BundleManifest) -> None:
    apart = with_own_tower(manifest)
    lost = replace(apart, variants=manifest.variants)
    with pytest.raises(BundleSchemaError, match=r"graphs: expected exactly .*diagnosis"):
        parse_manifest(canonical_json(lost.to_json()))
    with pytest.raises(BundleSchemaError, match=r"diagnosis\.source\.sha256"):
        parse_manifest(canonical_json(with_own_tower(manifest, sha256="x").to_json()))


@pytest.mark.parametrize("key", ["schema_version", "name", "files", "contract", "golden"])
def test_a_missing_key_is_named(manifest: BundleManifest, key: str) -> None:
    with pytest.raises(BundleSchemaError, match=key.split("_")[0]):
        parse_manifest(changed(manifest, key, ...))


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("schema_version", 1, "older SkinVL; export the checkpoint again"),
        ("schema_version", 3, "schema version 3; this SkinVL reads 2"),
        ("schema_version", True, "schema version True"),
        ("name", 1, "name"),
        ("surplus", 1, "surplus"),
        ("files/vision.onnx", {"sha256": "A" * 64, "size": 1}, "vision.onnx"),
        ("files/vision.onnx", {"sha256": "a" * 64, "size": -1}, "size"),
        ("files/vision.onnx", {"sha256": "a" * 64, "size": 1.5}, "size"),
        ("files/..", {"sha256": "a" * 64, "size": 1}, "inside"),
        ("files/VISION.onnx", {"sha256": "a" * 64, "size": 1}, "case"),
        ("files/bundle.json", {"sha256": "a" * 64, "size": 1}, "itself"),
        ("variants", [], "variants"),
        ("variants/0/providers", [], "providers"),
        ("variants/0/graphs/vision", "other.onnx", "other.onnx"),
        ("variants/0/graphs/extra", "head.onnx", "graphs"),
        ("variants/0/graphs/diagnosis", "vision.onnx", "graphs"),
        (
            "diagnosis",
            {"preprocess": None, "source": {"name": "a", "version": "1", "sha256": "a" * 64}},
            "diagnosis.preprocess",
        ),
        ("golden/0/file", "b.png", "b.png"),
        ("golden/0/tolerance", -1.0, "tolerance"),
        ("calibration/clinical/bias", [0.0], "bias"),
        ("calibration/modality/temperature", 0, "temperature"),
        ("conformal/level", 1.2, "level"),
        ("abstention/skin_probability", -0.1, "skin_probability"),
        ("head/clinical", ["melanoma", "melanoma"], "clinical"),
        ("head/clinical", ["melanoma", "moonlight"], "moonlight"),
        ("head/modality", ["clinical"], "modality"),
        ("decoder/eos_id", 32, "eos_id"),
        ("decoder/layers", 0, "layers"),
        ("quality/min_brightness", 2.0, "min_brightness"),
        ("contract/preprocess/width", 0, "width"),
        ("contract/prompt/text", "no placeholder", "text"),
        ("evaluation/balanced_accuracy", 0.8, "balanced_accuracy"),
    ],
)
def test_a_wrong_entry_is_named(
    manifest: BundleManifest, path: str, value: Any, named: str
) -> None:
    record = manifest.to_json()
    content = (
        json.dumps({**record, "files": {**record["files"], path.partition("/")[2]: value}}).encode()
        if path.startswith("files/")
        else changed(manifest, path, value)
    )
    with pytest.raises(BundleSchemaError, match=named):
        parse_manifest(content)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b"{", b"[" * 100_000])
def test_other_content_is_refused(content: bytes) -> None:
    with pytest.raises(BundleSchemaError, match=r"bundle\.json"):
        parse_manifest(content)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../a",
        "a/../../b",
        "a//b",
        "./a",
        "a\\b",
        "C:/a",
        "a\x00",
        "a\n",
        "a/",
        " a",
        "a.",
        "bundle.sig",
    ],
)
def test_names_that_leave_the_folder(name: str) -> None:
    with pytest.raises(ValueError):
        check_name(name)


def test_names_within_the_folder() -> None:
    for name in ("vision.onnx", "golden/a b.png", "MODEL_CARD.md", "a/b/c.d"):
        check_name(name)
