"""A bundle with its figures and model card renewed: they are measured on the exported bundle, so
they can only be written into it afterwards. Graphs and thresholds stay what they were."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from skinvl.contract.bundle import MANIFEST_FILE, SIGNATURE_FILE, BundleManifest, Metric
from skinvl.contract.errors import ExportError, SkinVLError
from skinvl.contract.record import canonical_json, read_record
from skinvl.export.card import CARD_FILE
from skinvl.export.exporting import Exported, ExportOptions, load_finished
from skinvl.export.signing import open_signing_key, write_public_key
from skinvl.export.workplace import move, workplace
from skinvl.export.writing import hash_files
from skinvl.runtime import load_bundle
from skinvl.runtime.golden import check_golden


def restate_bundle(
    bundle: Path, out: Path, figures: Sequence[Path], options: ExportOptions
) -> Exported:
    """Write `bundle` again to `out` with the metrics of `figures` (files of `skinvl evaluate`)
    and, where `options.model_card` is given, another model card; signed anew.

    Raises:
        ExportError: the bundle, a file of figures or the card cannot be used, or `out` exists.
    """
    if out.exists():
        raise ExportError(f"{out}: exists already; remove it or choose another folder")
    key = open_signing_key(options.key)
    with workplace(out) as place:
        write_public_key(place / "keys" / f"{key.key_id}.pub", key)
        try:
            manifest = load_bundle(bundle, provider="cpu", trusted_keys=place / "keys").info
        except SkinVLError as error:
            reason = f"only a bundle signed with your key can be renewed ({error})"
            raise ExportError(reason) from error
        draft = place / "bundle"
        shutil.copytree(bundle, draft, dirs_exist_ok=True)
        if options.model_card is not None:
            shutil.copyfile(options.model_card, draft / CARD_FILE)
        manifest = dataclasses.replace(
            manifest, files=hash_files(draft), evaluation=read_figures(figures, manifest)
        )
        content = canonical_json(manifest.to_json())
        (draft / MANIFEST_FILE).write_bytes(content)
        (draft / SIGNATURE_FILE).write_bytes(key.sign(content))
        faults = check_golden(load_finished(draft, place / "keys"))
        if faults:
            raise ExportError(f"the golden images are not reproduced: {'; '.join(faults)}")
        move(draft, out)
    return Exported(out, manifest, hashlib.sha256(content).hexdigest(), key)


def read_figures(files: Sequence[Path], manifest: BundleManifest) -> dict[str, Metric]:
    """The metrics of all files; the manifest's own where there are none.

    Raises:
        ExportError: a file that `skinvl evaluate` did not write.
    """
    metrics: dict[str, Metric] = {}
    for file in files:
        try:
            record = json.loads(file.read_text(encoding="utf-8"))["metrics"]
            for name, metric in record.items():
                metrics[name] = read_record(Metric, metric, name)
        except (OSError, ValueError, KeyError, TypeError) as error:
            reason = f"{file}: not a metrics.json of `skinvl evaluate` ({error})"
            raise ExportError(reason) from error
    return metrics or dict(manifest.evaluation)
