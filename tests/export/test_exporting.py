"""The export end to end: a checkpoint on disk becomes a bundle that the runtime accepts."""

from __future__ import annotations

import base64
import json
import os
import shutil
import stat
from pathlib import Path

import numpy as np
import onnx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from miniatures.tolerances import LENIENT

from skinvl.cli.main import main
from skinvl.contract.errors import BundleTampered, BundleUnsigned, ExportError
from skinvl.contract.record import canonical_json
from skinvl.export import Exported, ExportOptions, export_bundle
from skinvl.export.exporting import PRECISIONS
from skinvl.export.images import draw_lesion
from skinvl.export.tolerances import Tolerances
from skinvl.runtime import load_bundle
from skinvl.runtime.golden import check_golden


def test_bundle_is_accepted_by_the_runtime_with_the_makers_public_key_only(
    exported: Exported, home: Path, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    with pytest.raises(BundleUnsigned, match=exported.key.key_id):
        load_bundle(exported.folder, provider="cpu", trusted_keys=keys)
    shutil.copy(home / "maker.pub", keys)
    bundle = load_bundle(exported.folder, provider="cpu", trusted_keys=keys)
    assert bundle.precision == "int8"
    assert bundle.sha256 == exported.sha256
    assert check_golden(bundle) == []
    finding = bundle.diagnose(exported.folder / bundle.info.golden[0].file)
    assert finding.status == "ok"
    assert sum(r.probability for r in finding.differential) == pytest.approx(1)


@pytest.mark.parametrize("name", ["decoder.int8.onnx", "bundle.json", "golden/lesion-1.png"])
def test_one_changed_byte_is_refused(
    exported: Exported, home: Path, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(exported.folder, copy)
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    (tmp_path / "keys").mkdir()
    shutil.copy(home / "maker.pub", tmp_path / "keys")
    with pytest.raises(BundleTampered):
        load_bundle(copy, provider="cpu", trusted_keys=tmp_path / "keys")


def test_golden_images_notice_other_outputs(exported: Exported, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(exported.folder, copy)
    manifest = json.loads((copy / "bundle.json").read_text())
    first, second, _ = manifest["golden"]
    first["expected"]["differential"]["acne"] += 3 * first["tolerance"]
    second["expected"]["text_start"] = "\u2603"
    content = canonical_json(manifest)
    (copy / "bundle.json").write_bytes(content)
    (copy / "bundle.sig").write_bytes(exported.key.sign(content))
    (tmp_path / "keys").mkdir()
    shutil.copy(home / "maker.pub", tmp_path / "keys")
    faults = check_golden(load_bundle(copy, provider="cpu", trusted_keys=tmp_path / "keys"))
    assert len(faults) == 2
    assert faults[0].startswith("golden/lesion-1.png: probabilities differ")
    assert faults[1] == "golden/lesion-2.png: the text does not begin as expected"


def test_manifest_lists_every_file_and_carries_the_checkpoints_values(
    exported: Exported, checkpoint: Path
) -> None:
    record = json.loads((checkpoint / "skinvl.json").read_text())
    manifest = json.loads((exported.folder / "bundle.json").read_text())
    for key in ("calibration", "conformal", "abstention", "quality", "contract", "head"):
        assert manifest[key] == record[key]
    assert manifest["evaluation"] == record["evaluation"]
    assert manifest["provenance"] == record["provenance"]
    found = {p.relative_to(exported.folder).as_posix() for p in exported.folder.rglob("*.*")}
    assert found == {*manifest["files"], "bundle.json", "bundle.sig"}
    assert [v["precision"] for v in manifest["variants"]] == ["int8", "fp32"]
    assert manifest["variants"][0]["providers"] == ["cpu"]
    assert manifest["decoder"] == {
        "layers": 2,
        "kv_heads": 2,
        "head_dim": 16,
        "hidden_size": 64,
        "vocab_size": manifest["decoder"]["vocab_size"],
        "max_length": 40,
        "image_tokens": 16,
        "bos_id": 1,
        "eos_id": 2,
        "pad_id": 0,
        "image_id": 3,
    }


def test_parity_has_every_number_of_both_variants(exported: Exported) -> None:
    parity = exported.manifest.parity
    assert (parity["calibration_images"], parity["validation_images"]) == (8, 12)
    assert parity["subset_images"] == 12 and parity["refused"] == {}
    assert parity["tolerances"]["widening"] == 3.0
    fp32, int8 = parity["variants"]["fp32"], parity["variants"]["int8"]
    assert set(fp32["difference"]) == {"vision", "head", "embed", "decoder"}
    assert all(d["max_abs"] < 1e-4 for d in fp32["difference"].values())
    assert fp32["text"]["agreeing"] == fp32["text"]["tokens"] > 100
    assert abs(fp32["text"]["log_likelihood_shift"]) < 1e-5
    assert int8["difference"]["vision"]["max_abs"] > fp32["difference"]["vision"]["max_abs"]
    assert int8["difference"]["decoder"]["max_abs"] > 1e-3
    assert int8["parts"]["vision"]["chosen"] == "static" and fp32["parts"] == {}
    assert int8["parts"]["vision"]["attempts"][0]["agreement"]["images"] == 12
    for variant in (fp32, int8):
        sizes = variant["bytes"]
        graphs = ("vision", "head", "embed", "decoder")
        assert sizes["total"] == sum(sizes[name] for name in graphs)
        speed = variant["speed"]
        assert speed["device"] == "cpu" and speed["prefill_positions"] == 30
        assert set(speed["vision_ms"]) == {"1", "8"}
        assert min(*speed["vision_ms"].values(), speed["decode_tokens_per_second"]) > 0
    assert int8["bytes"]["decoder"] < fp32["bytes"]["decoder"]


def test_every_figure_has_interval_and_difference(exported: Exported) -> None:
    variants = exported.manifest.parity["variants"]
    names = {
        "balanced_accuracy",
        "macro_auroc",
        "ece_debiased",
        "brier",
        "malignant_sensitivity",
    }
    for precision, record in variants.items():
        assert set(record["validation"]) == {"dermoscopy", "clinical"}
        assert record["validation"]["dermoscopy"]["skin_types"] == {}
        clinical = record["validation"]["clinical"]
        assert set(clinical["skin_types"]) == {"I-II", "III-IV", "V-VI"}
        figures = [f for part in clinical["skin_types"].values() for f in part.values()]
        for part in record["validation"].values():
            assert set(part["metrics"]) == names
            figures += part["metrics"].values()
        for figure in figures:
            assert figure["low"] <= figure["value"] <= figure["high"] and figure["n"] > 0
            change = figure["difference"]
            assert (change is None) == (precision == "fp32")
            assert change is None or change["low"] <= change["value"] <= change["high"]


def test_int8_graphs_hold_integer_weights(exported: Exported) -> None:
    for name in ("vision.int8.onnx", "decoder.int8.onnx"):
        graph = onnx.load(str(exported.folder / name)).graph
        weights = [
            onnx.numpy_helper.to_array(tensor)
            for tensor in graph.initializer
            if tensor.data_type == onnx.TensorProto.INT8 and len(tensor.dims) > 1
        ]
        assert weights


def test_nothing_of_the_makers_machine_is_in_the_bundle(
    exported: Exported, checkpoint: Path, home: Path
) -> None:
    private = (home / "config" / "skinvl" / "signing_key.pem").read_bytes().splitlines()[1]
    for file in exported.folder.rglob("*.*"):
        content = file.read_bytes()
        assert private not in content
        for folder in (checkpoint, home, Path(__file__).parent, Path(np.__file__).parents[1]):
            assert str(folder).encode() not in content, file


def test_own_key_is_made_once_and_private(exported: Exported, home: Path) -> None:
    file = home / "config" / "skinvl" / "signing_key.pem"
    assert exported.key.created and exported.key.path == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    public = json.loads((home / "maker.pub").read_text())
    assert public == exported.key.describe_public()
    signature = json.loads((exported.folder / "bundle.sig").read_text())
    assert signature["key_id"] == public["key_id"]
    Ed25519PublicKey.from_public_bytes(base64.b64decode(public["public_key"])).verify(
        base64.b64decode(signature["signature"]), (exported.folder / "bundle.json").read_bytes()
    )


def test_work_leaves_nothing_but_the_bundle(exported: Exported) -> None:
    assert os.listdir(exported.folder.parent) == ["bundle"]


def test_command_refuses_int8_that_fails_and_says_so(
    checkpoint: Path,
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setattr("skinvl.export.exporting.PARITY_IMAGES", 4)
    card = tmp_path / "card.md"
    card.write_text("# Mine\n")
    out = tmp_path / "bundle"
    code = main(
        [
            "export",
            str(checkpoint),
            "--out",
            str(out),
            "--name",
            "mine",
            "--model-card",
            str(card),
            "--json",
        ]
    )
    printed = capsys.readouterr()
    assert code == 0, printed.err
    record = json.loads(printed.out)
    assert [variant["precision"] for variant in record["variants"]] == ["fp32"]
    assert record["name"] == "mine" and record["parity"]["synthetic_images"]
    refused = record["parity"]["refused"]["int8"]
    parts = refused["parts"]
    assert parts["decoder"]["chosen"] == parts["vision"]["chosen"] == "float32"
    assert "same token" in parts["decoder"]["attempts"][0]["failures"][0]
    assert "no calibration images" in parts["vision"]["attempts"][0]["failures"][0]
    assert "not judged" in parts["vision"]["attempts"][0]["failures"][0]
    assert refused["failures"] == ["no graph could be made smaller within the margins"]
    assert "int8 decoder, dynamic: refused" in printed.err
    assert (out / "MODEL_CARD.md").read_text() == "# Mine\n"
    assert not list(out.glob("*int8*"))
    code = main(["export", str(checkpoint), "--out", str(out)])
    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        f"skinvl: {out}: exists already; remove it or choose another folder"
    ]


def test_no_bundle_when_no_variant_is_left(
    checkpoint: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setattr("skinvl.export.exporting.PARITY_IMAGES", 4)
    out = tmp_path / "bundle"
    with pytest.raises(ExportError, match="nothing could be quantized"):
        export_bundle(
            checkpoint, out, ExportOptions(precisions=("int8",), tolerances=Tolerances(tokens=1.01))
        )
    assert list(tmp_path.iterdir()) == []


def test_drawn_lesions_differ_and_are_reproducible() -> None:
    assert np.array_equal(draw_lesion(1), draw_lesion(1))
    assert not np.array_equal(draw_lesion(1), draw_lesion(2))


@pytest.mark.parametrize(
    ("precisions", "providers"),
    [
        (PRECISIONS, [("cpu",), ("cpu",), ("cuda",), ("cpu", "cuda"), ("cpu",)]),
        # Alone it has to do for the CPU as well.
        (("fp16",), [("cpu", "cuda")]),
    ],
    ids=["all", "half"],
)
def test_every_precision_is_written_and_run(
    checkpoint: Path,
    dataset: Path,
    home: Path,
    keys: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    precisions: tuple[str, ...],
    providers: list[tuple[str, ...]],
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    options = ExportOptions(
        precisions=precisions,
        calibration_data=(dataset,),
        validation_data=(dataset,),
        tolerances=LENIENT,
        search_seconds=5.0,
    )
    manifest = export_bundle(checkpoint, tmp_path / "bundle", options).manifest
    assert [variant.precision for variant in manifest.variants] == list(precisions)
    assert [variant.providers for variant in manifest.variants] == providers
    assert set(manifest.parity["variants"]) == set(precisions)
    bundle = load_bundle(tmp_path / "bundle", provider="cpu", trusted_keys=keys)
    assert bundle.precision == precisions[0]
    assert check_golden(bundle) == []
