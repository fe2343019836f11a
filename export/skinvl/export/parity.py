"""Do the graphs say what PyTorch says?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from skinvl.contract.bundle import DecoderSpec
from skinvl.export import reference
from skinvl.export.checkpoint import Source
from skinvl.export.reference import Dialogue, Floats
from skinvl.runtime.decode import Decoder
from skinvl.runtime.sessions import Graph

HEAD_OUTPUTS = ("dermoscopy", "clinical", "modality", "typicality")


@dataclass(frozen=True)
class Difference:
    """Largest absolute difference, and the same divided by the largest true magnitude (or 1)."""

    max_abs: float
    relative: float


@dataclass(frozen=True)
class TextAgreement:
    """How far greedy texts agree with those of PyTorch.

    Attributes:
        tokens: tokens compared, end tokens included; each is chosen after PyTorch's text so far.
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
    """A session on the CPU over a graph that was just written."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(file), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return Graph(session, file, "cpu")


def compare_graphs(
    source: Source, graphs: Mapping[str, Graph], pixels: Floats, dialogues: Sequence[Dialogue]
) -> dict[str, Difference]:
    """Compare every graph with its part of the model on the same inputs.

    Args:
        source: the model.
        graphs: graph name -> session.
        pixels: float32 [N, 3, H, W].
        dialogues: texts; the decoder graph reads each prompt at once and then token by token,
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
        true_embeds = reference.embed(source, ids)
        pairs["embed"].append((true_embeds, decoder.embed(ids)))
        image = reference.look(source, dialogue.pixels)["vision"]["image_embeds"]
        text = place_image(ids[0], true_embeds[0], image[0], source.decoder)
        true_logits, true_cache = reference.read(source, text)
        start = text.shape[1] - len(dialogue.answer)
        state = decoder.start(text[:, :start])
        logits = [state.logits]
        for step in range(start, text.shape[1]):
            state = decoder.extend(state, text[:, step : step + 1])
            logits.append(state.logits)
        pairs["decoder"].append((true_logits, np.concatenate(logits, axis=1)))
        cache = [value.numpy() for value in state.cache]
        pairs["decoder"].extend(zip(true_cache, cache, strict=True))
    return {name: _largest(compared) for name, compared in pairs.items()}


def compare_texts(
    spec: DecoderSpec, graphs: Mapping[str, Graph], dialogues: Sequence[Dialogue]
) -> TextAgreement:
    """Read and write the dialogues with the graphs alone, from pixels to tokens.

    Token by token, as the runtime generates: a dynamically quantized graph scales what it reads
    together by its extremes.
    """
    decoder = Decoder(graphs["embed"], graphs["decoder"], spec)
    agreeing = tokens = identical = 0
    for dialogue in dialogues:
        image = graphs["vision"].run(["image_embeds"], {"pixel_values": dialogue.pixels})[0][0]
        ids = np.array([dialogue.prompt], dtype=np.int64)
        state = decoder.start(place_image(ids[0], decoder.embed(ids)[0], image, spec))
        same = 0
        for token in dialogue.answer:
            same += int(state.logits[0, -1].argmax()) == token
            if state.length < spec.max_length:
                state = decoder.extend(state, decoder.embed(np.array([[token]], dtype=np.int64)))
        tokens += len(dialogue.answer)
        agreeing += same
        identical += same == len(dialogue.answer)
    return TextAgreement(tokens, agreeing, len(dialogues), identical)


def place_image(ids: NDArray[np.int64], embeds: Floats, image: Floats, spec: DecoderSpec) -> Floats:
    """Embeddings [1, S - 1 + T, D]: image tokens [T, D] where the image token stood in ids [S]."""
    place = int(np.flatnonzero(ids == spec.image_id)[0])
    return np.concatenate([embeds[:place], image, embeds[place + 1 :]])[None]


def _largest(pairs: Sequence[tuple[Floats, Floats]]) -> Difference:
    absolute = [float(np.abs(true - found).max()) for true, found in pairs]
    scale = [max(1.0, float(np.abs(true).max())) for true, _ in pairs]
    relative = [a / s for a, s in zip(absolute, scale, strict=True)]
    # A NaN compares false with every bound: it must come out as infinitely wrong.
    if not np.isfinite(absolute).all():
        return Difference(float("inf"), float("inf"))
    return Difference(max(absolute), max(relative))
