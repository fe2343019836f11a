"""Running a bundle over samples; what it said becomes records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import DataError
from skinvl.contract.finding import Finding
from skinvl.training.evaluation.predictions import Prediction, RunRecord, subset_of
from skinvl.training.evaluation.progress import track
from skinvl.training.evaluation.selection import Selected, fingerprint_samples, hash_datasets

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle


def predict_images(bundle: Bundle, selected: Sequence[Selected], kind: str) -> list[Prediction]:
    """Diagnose every image, without a description.

    Raises:
        DataError: an image is not the one that its data set describes.
    """
    return [
        to_prediction(item, bundle.diagnose(item.file, describe=False), kind)
        for item in track(selected, kind)
    ]


def to_prediction(item: Selected, finding: Finding, kind: str) -> Prediction:
    """One record of a sample and its finding.

    Raises:
        DataError: the hash of the image differs from the sample's.
    """
    sample = item.sample
    seen = finding.stamp.image_sha256 if finding.stamp is not None else None
    if seen is not None and seen != sample.image_sha256:
        raise DataError(item.file, "is not the image that samples.jsonl describes; import it again")
    return Prediction(
        id=sample.id,
        image=sample.image,
        image_sha256=sample.image_sha256,
        kind=kind,
        dataset=item.folder.name,
        source=sample.source,
        subset=subset_of(sample),
        group=sample.group,
        split=sample.split,
        modality=sample.modality,
        label=sample.label,
        diagnosis=sample.diagnosis,
        skin_type=sample.skin_type,
        status=finding.status,
        error=finding.error,
        quality=None if finding.quality is None else finding.quality.verdict,
        quality_reasons=() if finding.quality is None else finding.quality.reasons,
        abstain=finding.abstain.value,
        abstain_reason=finding.abstain.reason,
        modality_probabilities=dict(finding.modality_probabilities),
        differential={ranked.code: ranked.probability for ranked in finding.differential},
        malignant=finding.malignant,
        conformal_set=tuple(finding.conformal_set),
        age=sample.age,
        sex=sample.sex,
        site=sample.site,
    )


def describe_run(
    bundle: Bundle,
    selected: Sequence[Selected],
    folders: Sequence[Path],
    *,
    protocol: str,
    split: str,
    seed: int,
    limit: int | None,
    command: str,
) -> RunRecord:
    """What makes the predictions, for their first line."""
    manifest = bundle.info
    return RunRecord(
        protocol=protocol,
        split=split,
        seed=seed,
        limit=limit,
        command=command,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        bundle=manifest.name,
        bundle_version=manifest.version,
        bundle_sha256=bundle.sha256,
        provider=bundle.provider,
        precision=bundle.precision,
        dermoscopy_codes=tuple(manifest.head.dermoscopy),
        clinical_codes=tuple(manifest.head.clinical),
        conformal_level=manifest.conformal.level,
        data=hash_datasets(folders),
        data_fingerprint=fingerprint_samples(selected),
    )
