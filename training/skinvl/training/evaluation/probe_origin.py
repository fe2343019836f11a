"""What a probe or zero-shot report is about, for the head of its table and for metrics.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skinvl.training.evaluation.probe_bundle import OpenedBundle
from skinvl.training.evaluation.report import Origin
from skinvl.training.evaluation.selection import Selected, fingerprint_samples, hash_datasets


def describe_origin(
    protocol: str,
    opened: OpenedBundle | None,
    file: tuple[Path, str] | None,
    data: Sequence[Path],
    selected: Sequence[Selected],
    facts: Mapping[str, Any],
) -> Origin:
    """The origin of a report on a bundle or on a `file` (path and sha256), with further `facts`."""
    known: dict[str, Any] = {
        "protocol": protocol,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        **facts,
    }
    where = end = ""
    if data:
        fingerprint = fingerprint_samples(selected)
        known |= {"data": hash_datasets(data), "data_fingerprint": fingerprint}
        where = f"data {', '.join(folder.name for folder in data)}; "
        end = f"; data fingerprint `{fingerprint}`"
    if opened is not None:
        bundle, manifest = opened.bundle, opened.bundle.info
        title = f"{manifest.name} {manifest.version}"
        source = f"{bundle.precision} on {bundle.provider}; bundle sha256 `{bundle.sha256}`"
        known |= {
            "bundle": manifest.name,
            "bundle_version": manifest.version,
            "bundle_sha256": bundle.sha256,
            "provider": bundle.provider,
            "precision": bundle.precision,
        }
    else:
        path, sha256 = file or (Path("none"), "")
        title = path.name
        source = f"file sha256 `{sha256}`"
        known |= {"file": path.name, "file_sha256": sha256}
    return Origin(protocol, title, f"{where}{source}{end}.", known)
