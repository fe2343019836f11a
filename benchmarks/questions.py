"""What a guess without the image scores on the questions of dataset folders, per topic.

    python benchmarks/questions.py data/ham10000 data/fitzpatrick17k --json questions.json

"as written" is what the folder holds, "anew" what `skinvl dataset vqa` would write into it now.
For folders of books that is the same by definition, so only the first is measured.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from skinvl.contract.sample import Sample, read_samples
from skinvl.dataset.books.records import PAIRS_FILE
from skinvl.dataset.vqa.blind import measure_blind
from skinvl.dataset.vqa.captions import caption_sample
from skinvl.dataset.vqa.questions import add_questions


def measure(samples: list[Sample]) -> dict[str, dict[str, float]]:
    """Questions asked, accuracy of the guess and of drawing lots, per topic and kind."""
    return {
        name: {"asked": blind.asked, "accuracy": blind.accuracy, "chance": blind.chance}
        for name, blind in measure_blind(samples).items()
    }


def main() -> None:
    """Measure every folder and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="dataset folders")
    parser.add_argument("--json", type=Path, help="write the figures here")
    args = parser.parse_args()
    figures: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for folder in args.folders:
        samples = read_samples(folder)
        found = {"as written": measure(samples)}
        if not (folder / PAIRS_FILE).exists():
            found["anew"] = measure(add_questions([caption_sample(one) for one in samples]))
        figures[folder.name] = found
        print(f"\n{folder.name}")
        print(f"{'topic':<32} {'questions':>12} {'asked':>7} {'guess':>7} {'lots':>6}")
        for topic in sorted({topic for table in found.values() for topic in table}):
            for name, table in found.items():
                if topic in table:
                    row = table[topic]
                    print(
                        f"{topic:<32} {name:>12} {row['asked']:>7} {row['accuracy']:>7.3f} "
                        f"{row['chance']:>6.3f}"
                    )
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
