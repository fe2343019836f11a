"""The whole export: read, convert, measure, quantize, write, sign, and prove with the runtime."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.bundle import MANIFEST_FILE, TOKENIZER_FILE, BundleManifest, Variant
from skinvl.contract.errors import ExportError, SkinVLError
from skinvl.contract.preprocess import preprocess
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.contract.record import write_record
from skinvl.export.card import CARD_FILE, write_card
from skinvl.export.checkpoint import Source, read_checkpoint
from skinvl.export.conversion import as_plain_llava, convert
from skinvl.export.decoder import DecoderRecipe, DecoderTrace
from skinvl.export.decoder_recipes import PLANS, plan_decoder
from skinvl.export.diagnosis import read_diagnosis
from skinvl.export.golden import Observed, draw_golden_images, expect, observe
from skinvl.export.images import SEED, ImageSet, draw_lesion, read_image_set
from skinvl.export.layouts import find_exportable
from skinvl.export.llava import Statement, read_llava
from skinvl.export.parity import hold_dialogues
from skinvl.export.recipes import plan_half, plan_vision
from skinvl.export.reference import Floats
from skinvl.export.signing import (
    SigningKey,
    find_default_key,
    open_signing_key,
    write_public_key,
)
from skinvl.export.tolerances import Tolerances
from skinvl.export.variants import (
    BuiltVariant,
    Part,
    build_fp32,
    build_variant,
    check_baseline,
    gate_decoder,
    gate_vision,
    gate_whole,
)
from skinvl.export.workbench import SUBSET, Report, Workbench
from skinvl.export.workplace import move, workplace
from skinvl.export.writing import Draft, check_bundle_name
from skinvl.runtime import Bundle, load_bundle
from skinvl.runtime.describe import DESCRIPTION_TOKENS
from skinvl.runtime.golden import check_golden
from skinvl.runtime.signature import TrustedKey

PRECISIONS = ("int8", "int4", "fp16", "fp32", "int8-weights")
DEFAULT_PRECISIONS = ("int8", "fp32")
PARITY_IMAGES = 16
# Bytes of a float32 decoder that is made even where it is not asked for.
LARGEST_BASELINE = 6 << 30
MOST_EXACT_FIRST = ("fp16", "int8-weights", "int8", "int4")


@dataclass(frozen=True)
class ExportOptions:
    """How to export.

    Args:
        precisions: variants that are wanted, of `PRECISIONS`, in the order the runtime tries them.
        calibration_data: data sets whose training images give the ranges of activations.
        calibration_images: at most so many of them.
        validation_data: data sets whose validation images judge the variants.
        validation_images: at most so many of them; None: all.
        key: PEM file of the private key; None: the user's own, made at its first use.
        public_key: where to write the public key as JSON.
        name: name of the bundle; None: that of the checkpoint.
        model_card: Markdown file to put in; None: a short one is made.
        tolerances: what a graph may differ by.
        diagnosis: of a LLaVA: the bundle that its head is taken from; None: the shipped one.
        statement: of a LLaVA: what its folder does not say.
        search_seconds: time for finding the layers of a vision graph that need float32.
    """

    precisions: tuple[str, ...] = DEFAULT_PRECISIONS
    calibration_data: tuple[Path, ...] = ()
    calibration_images: int = 512
    validation_data: tuple[Path, ...] = ()
    validation_images: int | None = None
    key: Path | None = None
    public_key: Path | None = None
    name: str | None = None
    model_card: Path | None = None
    tolerances: Tolerances = field(default_factory=Tolerances)
    diagnosis: Path | None = None
    statement: Statement = field(default_factory=Statement)
    search_seconds: float = 300.0


@dataclass(frozen=True)
class Exported:
    """A bundle that was written; `sha256` is that of its `bundle.json`."""

    folder: Path
    manifest: BundleManifest
    sha256: str
    key: SigningKey

    def to_json(self) -> dict[str, Any]:
        """The JSON object of `skinvl export --json`."""
        return {
            "bundle": str(self.folder),
            "name": self.manifest.name,
            "version": self.manifest.version,
            "sha256": self.sha256,
            "bytes": sum(file.size for file in self.manifest.files.values()),
            "variants": [dataclasses.asdict(variant) for variant in self.manifest.variants],
            "parity": dict(self.manifest.parity),
            "public_key": self.key.describe_public(),
            "key_file": str(self.key.path),
            "key_created": self.key.created,
        }


def export_bundle(
    checkpoint: Path, out: Path, options: ExportOptions, report: Report = lambda line: None
) -> Exported:
    """Export a checkpoint to a signed bundle, which appears under its name whole or not at all.

    Args:
        checkpoint: folder that `skinvl train` wrote, or a LLaVA that `skinvl convert` wrote.
        out: the bundle's folder, which must not exist.
        options: how.
        report: is told what happens, one line a time.

    Raises:
        ExportError: the checkpoint, a file of the options or `out` cannot be used, no variant
            stays within its tolerance, or the runtime refuses the result.
        DataError, ContractMismatch, ImageError: a data set that cannot be used.
    """
    if os.path.lexists(out):
        raise ExportError(f"{out}: exists already; remove it or choose another folder")
    card, calibration, validation = _check_options(options)
    report(f"reading {checkpoint}")
    source = _read(checkpoint, options)
    name = check_bundle_name(options.name or source.record.name)
    key = open_signing_key(options.key)
    if key.created:
        report(f"made a new signing key in {key.path}; keep a copy of it in a safe place")
    with workplace(out) as place:
        variants, parity = _build(source, calibration, validation, options, place, report)
        draft = Draft(place / "bundle", name, source, parity)
        entries = _lay_out(draft, variants, card)
        manifest = _seal(draft, entries, key, place / "keys", report)
        if options.public_key is not None:
            write_public_key(options.public_key, key)
        move(draft.folder, out)
    digest = hashlib.sha256((out / MANIFEST_FILE).read_bytes()).hexdigest()
    return Exported(out, manifest, digest, key)


def _read(checkpoint: Path, options: ExportOptions) -> Source:
    if find_exportable(checkpoint) == "llava":
        own = {}
        if (options.key or find_default_key()).exists():
            key = open_signing_key(options.key)
            own[key.key_id] = TrustedKey(key.key_id, key.raw_public, str(key.path))
        return read_llava(
            checkpoint, read_diagnosis(options.diagnosis, own), options.statement, whole=False
        )
    if options.diagnosis is not None or options.statement != Statement():
        raise ExportError(
            f"{checkpoint}: brings its own head, prompt and licence; --diagnosis, "
            "--prompt-template, --licence and --bundle-version are for a LLaVA"
        )
    return read_checkpoint(checkpoint, whole=False)


def _check_options(options: ExportOptions) -> tuple[str | None, ImageSet, ImageSet]:
    """The model card and both image sets, or the first error, before anything slow is done."""
    unknown = [name for name in options.precisions if name not in PRECISIONS]
    if unknown or not options.precisions:
        raise ExportError(f"no precision {', '.join(unknown)!r}; known: {', '.join(PRECISIONS)}")
    card = None
    if options.model_card is not None:
        try:
            card = options.model_card.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ExportError(f"{options.model_card}: not readable as text ({error})") from error
    calibration = read_image_set(options.calibration_data, "train", options.calibration_images)
    validation = read_image_set(options.validation_data, "val", options.validation_images)
    return card, calibration, validation


def _build(
    source: Source,
    calibration: ImageSet,
    validation: ImageSet,
    options: ExportOptions,
    place: Path,
    report: Report,
) -> tuple[list[BuiltVariant], dict[str, Any]]:
    """The variants that stayed within their tolerance, in the order asked for, and the numbers."""
    bench = _prepare(source, calibration, validation, options, place, report)
    parity: dict[str, Any] = {
        "images": len(bench.pixels),
        "synthetic_images": not len(validation),
        "tolerances": dataclasses.asdict(options.tolerances),
        "calibration_images": len(calibration),
        "validation_images": len(validation),
        "subset_images": min(SUBSET, len(bench.subset)) if len(validation) else 0,
        "refused": {},
    }
    check_baseline(bench)
    built: dict[str, BuiltVariant] = {}
    for name in options.precisions:
        folder = place / "graphs" / name
        folder.mkdir()
        if name == "fp32":
            built[name] = build_fp32(bench)
            continue
        made = build_variant(bench, name, _plan_parts(bench, name, folder), folder)
        if isinstance(made, BuiltVariant):
            built[name] = made
        else:
            parity["refused"][name] = write_record(made)
    kept = [built[name] for name in options.precisions if name in built]
    if not kept:
        raise ExportError(
            f"{source.path}: nothing could be quantized within the tolerance; export fp32 as well, "
            "or say what may be lost (--margin)"
        )
    parity["variants"] = {variant.precision: variant.parity for variant in kept}
    return kept, parity


def _prepare(
    source: Source,
    calibration: ImageSet,
    validation: ImageSet,
    options: ExportOptions,
    place: Path,
    report: Report,
) -> Workbench:
    """The graphs as they were traced, and what PyTorch says."""
    report("converting to ONNX")
    graphs = place / "graphs"
    files = convert(source.model, source.record.contract.preprocess, graphs)
    if source.diagnosis is not None:
        files |= source.diagnosis.copy_graphs(graphs)
    decoders = DecoderTrace(as_plain_llava(source.model), source.weights, graphs, report)
    baseline = choose_baseline(decoders, options.precisions)
    ending = "" if baseline.default == "fp32" else f".{baseline.default}"
    files["decoder"] = decoders.fill(baseline, graphs / f"decoder{ending}.onnx")
    pixels, questions = _choose_examples(source, validation)
    report("comparing with PyTorch")
    return Workbench(
        source=source,
        files=files,
        pixels=pixels,
        dialogues=hold_dialogues(source, files, pixels, questions, DESCRIPTION_TOKENS),
        calibration=calibration,
        validation=validation,
        tolerances=options.tolerances,
        report=report,
        decoders=decoders,
        baseline_decoder=baseline.default,
        search_seconds=options.search_seconds,
    )


def choose_baseline(decoders: DecoderTrace, precisions: Sequence[str]) -> DecoderRecipe:
    """How the decoder is stored that writes the texts which PyTorch then judges.

    Float32, unless that is not wanted and would fill the memory: a 7B has 28 GB of it.
    """
    exact = DecoderRecipe("float32", "fp32")
    small = decoders.find().estimate(exact) <= LARGEST_BASELINE
    if small or "fp32" in precisions:
        return exact
    return next(PLANS[name][0] for name in MOST_EXACT_FIRST if name in precisions)


def _plan_parts(bench: Workbench, precision: str, folder: Path) -> list[Part]:
    """What a variant is made of besides the graphs that stay in float32."""
    parts = [
        Part("vision", plan_vision(bench, precision, folder), gate_vision),
        Part("decoder", plan_decoder(bench, precision), gate_decoder),
    ]
    if precision == "fp16":
        parts.insert(1, Part("head", [plan_half(bench, "head")], gate_whole))
        parts.insert(2, Part("embed", [plan_half(bench, "embed")], gate_decoder))
    return parts


def _choose_examples(source: Source, validation: ImageSet) -> tuple[Floats, list[str]]:
    """Images for comparing with PyTorch, real ones where there are any, each with a question."""
    spec = source.record.contract.preprocess
    if not len(validation):
        drawn = [preprocess(draw_lesion(SEED + i), spec) for i in range(PARITY_IMAGES)]
        return np.stack(drawn), [DESCRIBE_QUESTION] * PARITY_IMAGES
    count = min(PARITY_IMAGES, len(validation))
    rows = np.random.default_rng(SEED).choice(len(validation), size=count, replace=False)
    chosen = ImageSet(
        tuple(validation.samples[row] for row in rows), tuple(validation.files[row] for row in rows)
    )
    questions = []
    for index, sample in enumerate(chosen.samples):
        asked = [qa.question for qa in sample.qa]
        questions.append(asked[index % len(asked)] if asked and index % 2 else DESCRIBE_QUESTION)
    return next(chosen.batches(spec, count)), questions


def _lay_out(draft: Draft, variants: Sequence[BuiltVariant], card: str | None) -> list[Variant]:
    """Put graphs, tokenizer and model card into the bundle's folder; its variant entries."""
    for file in {file for variant in variants for file in variant.graphs.values()}:
        # Weights beyond the limit of protobuf lie beside their graph.
        for part in (file, *file.parent.glob(f"{file.name}[._]data*")):
            _place(part, draft.folder / part.name)
    draft.source.tokenizer.save(str(draft.folder / TOKENIZER_FILE))
    text = card if card is not None else write_card(draft.name, draft.source)
    (draft.folder / CARD_FILE).write_text(text, encoding="utf-8")
    return [
        Variant(v.precision, v.providers, {name: file.name for name, file in v.graphs.items()})
        for v in variants
    ]


def _place(file: Path, target: Path) -> None:
    """Give a finished file a second name, or copy it where the disk has no such thing."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def _seal(
    draft: Draft, variants: Sequence[Variant], key: SigningKey, keys: Path, report: Report
) -> BundleManifest:
    """Sign the bundle with golden images, and run them on the signed bundle.

    What a golden image must give is observed by the runtime itself, on a draft for each variant.
    """
    write_public_key(keys / f"{key.key_id}.pub", key)
    names = draw_golden_images(draft.folder)
    observed: list[list[Observed]] = []
    for variant in variants:
        # One for CUDA alone is observed on the CPU as well, which runs the same graphs slowly.
        draft.sign([dataclasses.replace(variant, providers=("cpu",))], (), key)
        observed.append(observe(load_finished(draft.folder, keys), names))
    golden = expect(names, observed)
    if not any("cpu" in variant.providers for variant in variants):
        # Without graphs for the CPU a bundle could not be tried, nor fall back from CUDA.
        variants = [dataclasses.replace(v, providers=("cpu", *v.providers)) for v in variants]
    manifest = draft.sign(variants, golden, key)
    faults = check_golden(load_finished(draft.folder, keys))
    if faults:
        raise ExportError(f"the golden images are not reproduced: {'; '.join(faults)}")
    report(f"signed by key {key.key_id}; verified and run by the runtime")
    return manifest


def load_finished(folder: Path, keys: Path) -> Bundle:
    """The signed bundle in `folder`, as the runtime sees it.

    Raises:
        ExportError: the runtime refuses it.
    """
    try:
        return load_bundle(folder, provider="cpu", trusted_keys=keys)
    except SkinVLError as error:
        raise ExportError(f"the runtime refuses the bundle ({error})") from error
