"""Captions: what is known of a sample, in the sentences of the answer grammar."""

from __future__ import annotations

import dataclasses

from skinvl.contract.answer import Description, render_answer
from skinvl.contract.sample import Sample


def describe_sample(sample: Sample) -> Description | None:
    """What is known of the image; None for an image that shows no skin as a clinician sees it.

    A ruler is mentioned only where one was found: faint marks are missed too often for "no
    ruler" to be said.
    """
    if sample.modality not in ("clinical", "dermoscopy"):
        return None
    known = Description(modality=sample.modality, diagnosis=sample.diagnosis)
    measured = sample.attributes
    if measured is None:
        return known
    return dataclasses.replace(
        known,
        asymmetry=measured.asymmetry,
        border=measured.border,
        size=measured.size,
        colours=measured.colours,
        hair=measured.hair,
        ink=measured.ink,
        ruler=True if measured.ruler else None,
    )


def caption_sample(sample: Sample) -> Sample:
    """`sample` with its caption, or without one where nothing is to be said."""
    description = describe_sample(sample)
    caption = None if description is None else render_answer(description)
    return dataclasses.replace(sample, caption=caption)
