"""The model card of a bundle, where its maker brings none."""

from __future__ import annotations

from skinvl.contract.ontology import ontology
from skinvl.export.checkpoint import Source

CARD_FILE = "MODEL_CARD.md"


def write_card(name: str, source: Source) -> str:
    """Markdown with what the checkpoint says of itself, and the limits of any such model."""
    record = source.record
    lines = [
        f"# {name} {record.version}",
        "",
        "Research software, not a medical device. It must not be used to decide on a patient's "
        "care; it can be wrong on any image, and more often on images unlike its training data.",
        "",
        f"Licence: {record.licence}",
        "",
        "## What it reports",
        "",
        "Calibrated probabilities over these diagnoses, an abstention where the image is not one "
        "it can judge, and a drafted description.",
        "",
    ]
    for title, codes in (
        ("Dermoscopic images", record.head.dermoscopy),
        ("Clinical photographs", record.head.clinical),
    ):
        lines += [f"- {title}: {', '.join(ontology().get(code).name for code in codes)}"]
    if source.diagnosis is not None:
        head = source.diagnosis.manifest
        lines += [
            "",
            f"The diagnosis is that of {head.name} {head.version} with its own vision tower. The "
            "text is written by another model, a LLaVA that looks at the image through a tower of "
            "its own and knows nothing of that diagnosis; where both name a diagnosis and differ, "
            "the text says so.",
        ]
    lines += ["", "## Training data", ""]
    lines += [
        f"- {source.name} ({source.images} images, {source.licence}): {source.citation}"
        for source in record.provenance
    ] or ["The checkpoint names no source."]
    lines += ["", "## Evaluation", ""]
    if source.diagnosis is not None:
        lines += ["These figures are of the diagnosis; none are known of the text.", ""]
    if record.evaluation:
        lines += ["| metric | value | 95 % interval | images |", "|---|--:|--:|--:|"]
        lines += [
            f"| {metric} | {m.value:.3f} | {m.low:.3f} to {m.high:.3f} | {m.n} |"
            for metric, m in record.evaluation.items()
        ]
    else:
        lines += ["The checkpoint carries no evaluation."]
    return "\n".join(lines) + "\n"
