"""What the actions of ``skinvl dataset`` print at their end."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from skinvl.contract.sample import DatasetCard
from skinvl.dataset.card import summarise


def print_card(card: DatasetCard, folder: Path, *, as_json: bool) -> None:
    """Print the card as one JSON object, or a few lines of it for a person."""
    if as_json:
        print(json.dumps(dataclasses.asdict(card), ensure_ascii=False, sort_keys=True))
    else:
        print(summarise(card, folder))
