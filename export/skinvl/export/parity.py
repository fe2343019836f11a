"""Do the graphs say what PyTorch says?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from skinvl.contract.bundle import DecoderSpec
from skinvl.export import reference
from skinvl.export.checkpoint import Source
from skinvl.export.reference import Dialogue, Floats
from skinvl.runtime.decode import Decoder
from skinvl.runtime.language import log_softmax
from skinvl.runtime.sessions import PORTABLE_INT8, Graph

HEAD_OUTPUTS = ("dermoscopy", "clinical", "modality", "typicality")


@dataclass(frozen=True)
class Difference:
    """Largest absolute difference, and the same divided by the largest true magnitude (or 1)."""

    max_abs: float
    relative: float


@dataclass(frozen=True)
class TextAgreement:
    """How far the choices of tokens agree with those of PyTorch.

    Attributes:
        tokens: tokens compared, end tokens included; both choose each after the same text so far.
        agreeing: tokens that are the same.
        answers: texts compared.
        identical: texts that are the same to the last token.
    """

    tokens: int
    agreeing: int
    answers: int
    identical: int

    @property
    def share(self) -> float:
        """Share of tokens that are the same."""
        return self.agreeing / self.tokens


def open_graph(file: Path) -> Graph:
    """A session on the CPU over a graph that was just written, with the runtime's options."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry(*PORTABLE_INT8)
    session = onnxruntime.InferenceSession(
        str(file), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return Graph(session, file, "cpu")


def hold_dialogues(
    source: Source,
    files: Mapping[str, Path],
    pixels: Floats,
    questions: Sequence[str],
    max_tokens: int,
) -> list[Dialogue]:
    """Let graphs answer `questions` in turn about images float32 [N, 3, H, W], one for each, and
    let PyTorch judge every token.

    Raises:
        ExportError: every question is too long for the model.
    """
    vision = open_graph(files["vision"])
    decoder = Decoder(open_graph(files["embed"]), open_graph(files["decoder"]), source.decoder)
    asked = reference.ask(source, pixels, questions, least=1)
    answers = []
    for question in asked:
        image = vision.run(["image_embeds"], {"pixel_values": question.pixels})[0][0]
        answers.append(reference.answer(decoder, question, image, max_tokens))
    return reference.judge(source, asked, answers)


def compare_graphs(
    source: Source, graphs: Mapping[str, Graph], pixels: Floats, dialogues: Sequence[Dialogue]
) -> dict[str, Difference]:
    """Compare every graph with its part of the model on the same inputs.

    Args:
        source: the model.
        graphs: graph name -> session.
        pixels: float32 [N, 3, H, W].
        dialogues: texts; the decoder graph reads each prompt in parts and then token by token,
            PyTorch the whole text at once.
    """
    truth = reference.look(source, pixels)
    vision = graphs["vision"].run(["image_embeds", "features"], {"pixel_values": pixels})
    pairs: dict[str, list[tuple[Floats, Floats]]] = {
        "vision": list(zip(truth["vision"].values(), vision, strict=True)),
        "embed": [],
        "decoder": [],
    }
    # A head that was taken from another bundle has no PyTorch model behind it.
    if "head" in truth:
        head = graphs["head"].run(list(HEAD_OUTPUTS), {"features": truth["vision"]["features"]})
        pairs["head"] = [
            (truth["head"][name], value) for name, value in zip(HEAD_OUTPUTS, head, strict=True)
        ]
    decoder = Decoder(graphs["embed"], graphs["decoder"], source.decoder)
    for dialogue in dialogues:
        ids = np.array([[*dialogue.prompt, *dialogue.answer]], dtype=np.int64)
        pairs["embed"].append((reference.embed(source, ids), decoder.embed(ids)))
        image = reference.look(source, dialogue.pixels)["vision"]["image_embeds"][0]
        pairs["decoder"].append((dialogue.logits, follow(decoder, dialogue, image)))
    return {name: _largest(compared) for name, compared in pairs.items()}


def compare_texts(dialogues: Sequence[Dialogue], logits: Sequence[Floats]) -> TextAgreement:
    """Compare the tokens that graphs would choose along the dialogues with those of PyTorch.

    `logits` are those of `follow_all`.
    """
    agreeing = tokens = identical = 0
    for dialogue, found in zip(dialogues, logits, strict=True):
        same = int((found.argmax(axis=1) == dialogue.choices).sum())
        tokens += len(dialogue.answer)
        agreeing += same
        identical += same == len(dialogue.answer)
    return TextAgreement(tokens, agreeing, len(dialogues), identical)


def measure_likelihood(dialogues: Sequence[Dialogue], logits: Sequence[Floats]) -> float:
    """Mean natural log-likelihood of the tokens that PyTorch would choose along the dialogues."""
    found = [
        log_softmax(values)[np.arange(len(values)), dialogue.choices]
        for dialogue, values in zip(dialogues, logits, strict=True)
    ]
    return float(np.concatenate(found).mean())


def follow_all(
    spec: DecoderSpec, graphs: Mapping[str, Graph], dialogues: Sequence[Dialogue]
) -> list[Floats]:
    """Lead graphs along the dialogues, from pixels on; logits float32 [len(answer), V] of each.

    Token by token, as the runtime generates: a dynamically quantized graph scales what it reads
    together by its extremes.
    """
    decoder = Decoder(graphs["embed"], graphs["decoder"], spec)
    return [
        follow(
            decoder,
            dialogue,
            graphs["vision"].run(["image_embeds"], {"pixel_values": dialogue.pixels})[0][0],
        )
        for dialogue in dialogues
    ]


def follow(decoder: Decoder, dialogue: Dialogue, image: Floats) -> Floats:
    """Logits float32 [len(answer), V] of a decoder that is led along the answer.

    Args:
        decoder: embed and decoder graphs.
        dialogue: prompt and answer.
        image: image tokens float32 [T, D].
    """
    text = reference.place_image(np.array(dialogue.prompt), decoder, image)
    context = decoder.open(text.shape[1] + len(dialogue.answer))
    logits = [decoder.read(context, text)]
    for token in dialogue.answer[:-1]:
        logits.append(decoder.read(context, decoder.embed(np.array([[token]], dtype=np.int64))))
    return np.concatenate(logits)


def _largest(pairs: Sequence[tuple[Floats, Floats]]) -> Difference:
    absolute = [float(np.abs(true - found).max()) for true, found in pairs]
    scale = [max(1.0, float(np.abs(true).max())) for true, _ in pairs]
    relative = [a / s for a, s in zip(absolute, scale, strict=True)]
    # A NaN compares false with every bound: it must come out as infinitely wrong.
    if not np.isfinite(absolute).all():
        return Difference(float("inf"), float("inf"))
    return Difference(max(absolute), max(relative))
