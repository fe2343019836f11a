"""Data sets for two of the ablations in docs/ablations.md, made of imported ones.

    python benchmarks/ablation_data.py plain --data data --out data-plain
    python benchmarks/ablation_data.py unseen --data data/other --sources fundus coral --out unseen

`plain` copies every data set without its measured attributes; run `skinvl dataset vqa` on the
copies, so that captions and questions are written anew. `unseen` keeps the samples of some sources
and calls them test images. Images are linked, not copied.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from skinvl.contract.sample import Sample, build_card, read_card, read_samples, write_samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("plain", "unseen"))
    parser.add_argument("--data", type=Path, required=True, help="a data set, or a folder of them")
    parser.add_argument("--sources", nargs="+", default=[], help="of `unseen`: labels of sources")
    parser.add_argument("--out", type=Path, required=True, help="folder; must not exist")
    arguments = parser.parse_args()
    if arguments.what == "unseen":
        chosen = [
            dataclasses.replace(sample, split="test")
            for sample in read_samples(arguments.data)
            if sample.source in arguments.sources
        ]
        write(arguments.data, arguments.out, chosen)
        return
    for folder in sorted(path.parent for path in arguments.data.glob("*/samples.jsonl")):
        plain = [
            dataclasses.replace(sample, attributes=None, caption=None, qa=())
            for sample in read_samples(folder)
        ]
        write(folder, arguments.out / folder.name, plain)


def write(folder: Path, out: Path, samples: Sequence[Sample]) -> None:
    """Write `samples` of the data set in `folder` to `out`, beside a link to its images."""
    if not samples:
        raise SystemExit(f"{folder}: no sample is left")
    out.mkdir(parents=True)
    card = read_card(folder)
    fresh = build_card(
        samples,
        name=card.name,
        version=card.version,
        created=card.created,
        licence=card.licence,
        sources=card.sources,
    )
    write_samples(out, samples, fresh)
    for images in {Path(sample.image).parts[0] for sample in samples}:
        (out / images).symlink_to((folder / images).resolve())
    print(f"{out}: {len(samples)} samples")


if __name__ == "__main__":
    main()
