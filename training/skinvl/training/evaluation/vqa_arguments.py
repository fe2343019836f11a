"""Arguments of `skinvl evaluate vqa`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

SUMMARY = "answers to questions: as the published evaluation scores them, and corrected"
EXAMPLE = "skinvl evaluate vqa --bundle mini --data data/ham10000 --limit 200 --out out"
EXAMPLE_ANSWERS = (
    "skinvl evaluate vqa --answers predictions.csv --protocol-form both --modality-tables --out out"
)
Form = Literal["as-released", "corrected", "both"]
RELEASED_LAYER = 9


@dataclass(frozen=True)
class VqaOptions:
    """What `skinvl evaluate vqa` asks for beyond the request of every protocol.

    ``answers`` is a table made elsewhere, scored in place of a bundle; ``references`` and
    ``captions`` fill its references and modalities in. ``bertscore_layer`` counts from 1.
    """

    form: Form = "corrected"
    modality_tables: bool = False
    answers: Path | None = None
    references: Path | None = None
    captions: Path | None = None
    training_table: Path | None = None
    bertscore_encoder: Path | None = None
    bertscore_layer: int = RELEASED_LAYER

    @property
    def as_released(self) -> bool:
        """Whether the form as released is wanted."""
        return self.form in ("as-released", "both")

    @property
    def corrected(self) -> bool:
        """Whether the corrected form is wanted."""
        return self.form in ("corrected", "both")


def add_source(group: argparse._MutuallyExclusiveGroup) -> None:
    """The source that stands in place of --bundle and --predictions."""
    group.add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help="score answers made elsewhere: csv or jsonl with image, question, reference, answer, "
        "modality; also answer_blind, answer_swapped, group",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything but the source."""
    parser.add_argument(
        "--protocol-form",
        choices=get_args(Form),
        default="corrected",
        help="as-released: the published evaluation bug for bug, to compare with its numbers; "
        "default: corrected",
    )
    parser.add_argument(
        "--modality-tables", action="store_true", help="every corrected table by modality too"
    )
    parser.add_argument(
        "--references",
        type=Path,
        metavar="CSV",
        help="released test table (image, question, answer) with the references of --answers",
    )
    parser.add_argument(
        "--captions",
        type=Path,
        metavar="CSV",
        help="released caption.csv (image, modality) with the modalities of --answers",
    )
    parser.add_argument(
        "--training-table",
        type=Path,
        metavar="FILE",
        help="questions trained on (csv, jsonl, json of conversations, or a data set folder): "
        "gives the majority answers and the images that are in both",
    )
    parser.add_argument(
        "--bertscore-encoder",
        type=Path,
        metavar="DIR",
        help="folder of an encoder, bert-base-uncased in the published evaluation; without it "
        "there is no BERTScore",
    )
    parser.add_argument(
        "--bertscore-layer",
        type=int,
        default=RELEASED_LAYER,
        metavar="K",
        help=f"layer of its states; default: {RELEASED_LAYER}",
    )


def read_options(args: argparse.Namespace) -> VqaOptions:
    """The options of a command line.

    Raises:
        ConfigError: options that do not go together, files that are not there; all of them.
    """
    from skinvl.contract.errors import ConfigError

    errors = []
    if args.answers is None:
        errors += [
            f"--{name}: goes with --answers only"
            for name in ("references", "captions")
            if getattr(args, name) is not None
        ]
    if args.bertscore_layer < 1:
        errors.append(f"--bertscore-layer: {args.bertscore_layer} is not positive")
    for name in ("answers", "references", "captions"):
        path = getattr(args, name)
        if path is not None and not path.is_file():
            errors.append(f"--{name}: {path} is no file")
    if args.training_table is not None and not args.training_table.exists():
        errors.append(f"--training-table: {args.training_table} does not exist")
    if args.bertscore_encoder is not None and not args.bertscore_encoder.is_dir():
        errors.append(f"--bertscore-encoder: {args.bertscore_encoder} is no folder")
    if errors:
        raise ConfigError(errors)
    return VqaOptions(
        form=args.protocol_form,
        modality_tables=args.modality_tables,
        answers=args.answers,
        references=args.references,
        captions=args.captions,
        training_table=args.training_table,
        bertscore_encoder=args.bertscore_encoder,
        bertscore_layer=args.bertscore_layer,
    )
