"""How likely a variant finds the words that PyTorch chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from skinvl.contract.bundle import DecoderSpec
from skinvl.export.parity import place_image
from skinvl.export.reference import Dialogue
from skinvl.runtime.decode import Decoder
from skinvl.runtime.language import log_softmax
from skinvl.runtime.sessions import Graph


def measure_likelihood(
    spec: DecoderSpec, graphs: Mapping[str, Graph], dialogues: Sequence[Dialogue]
) -> float:
    """Mean natural log-likelihood of a token of the dialogues, from pixels to logits.

    Each token is read after PyTorch's text so far, one by one as the runtime generates.
    """
    decoder = Decoder(graphs["embed"], graphs["decoder"], spec)
    found: list[float] = []
    for dialogue in dialogues:
        image = graphs["vision"].run(["image_embeds"], {"pixel_values": dialogue.pixels})[0][0]
        ids = np.array([dialogue.prompt], dtype=np.int64)
        state = decoder.start(place_image(ids[0], decoder.embed(ids)[0], image, spec))
        for token in dialogue.answer:
            found.append(float(log_softmax(state.logits[0, -1])[token]))
            if state.length < spec.max_length:
                state = decoder.extend(state, decoder.embed(np.array([[token]], dtype=np.int64)))
    return float(np.mean(found))
