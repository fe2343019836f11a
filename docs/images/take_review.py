"""A review of fifty images by keyboard alone, by two people, with pictures on the way.

    python docs/images/take_review.py [--into FOLDER] [NAME ...]

The real program on a display of its own, as in `take.py`; the images are drawn, the people are
invented. Afterwards the store is opened and what it holds is compared with what was
pressed: the script fails if they differ. Pictures of these names go to this folder, or another.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from drawn_files import vary_sample
from person import PASSWORD, Person

from skinvl.desktop.core.review.kappa import measure_kappa
from skinvl.desktop.core.store import Store, create_store, open_store
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.search import Query

COUNT = 50
PICTURES = ("review-pair", "review-second")
SECOND = "another horse battery"
PAUSE = 1.5
LOADING = 8


def prepare(scratch: Path) -> None:
    """Two users, a patient with two images of one lesion, the folder and its table."""
    made = create_store(scratch / "data", "anna", "Dr. Anna Berg", PASSWORD)
    store = made.store
    store.users.add("ben", "Dr. Ben Cole", "senior", PASSWORD)
    store.patients.add(PatientData("4711", "Doe", "Jane", date(1958, 3, 27)))
    store.close()
    store = open_store(scratch / "data", "ben", PASSWORD)
    store.users.change_password(PASSWORD, SECOND)
    store.close()
    (scratch / "config").mkdir()
    configured = {"data_folder": str(scratch / "data")}
    (scratch / "config" / "preferences.json").write_text(json.dumps(configured), encoding="utf-8")
    folder = scratch / "camera"
    folder.mkdir()
    for number in range(COUNT):
        # The first two are of one lesion.
        vary_sample(folder / f"image{number:02d}.jpg", lesion=max(number, 1), view=number)
    rows = ("file,patient,lesion,date", "image00.jpg,4711,L1,2026-03-01", "image01.jpg,4711,L1,")
    (scratch / "table.csv").write_text("\n".join(rows), encoding="utf-8")


def log_in(person: Person, name: str, password: str) -> None:
    """Name and password, and on to the review."""
    time.sleep(LOADING)
    person.write(name)
    person.press("Tab")
    person.write(password)
    person.press("Return", then=LOADING)
    person.press("alt+5", then=2)


def review(person: Person) -> Counter[str]:
    """The first reader: every verb. What should be in the store afterwards."""
    person.press("alt+u", "alt+g")
    # The program works in the folder above; a path of this computer would mean nothing.
    person.write("camera")
    person.press("alt+b")
    person.write("table.csv")
    person.press("alt+a", then=60)
    person.press("alt+d", "Down", "Down", "Return", then=3)
    person.press("F5", then=2)
    person.take("review-grid")
    # By file: the first two are of one lesion.
    person.press("c", "plus", "plus", then=2)
    person.take("review-pair")
    person.press("c", then=PAUSE)
    pressed: list[tuple[str, tuple[str, ...]]] = [
        ("accepted", ("a",)),
        ("overridden", ("1",)),
        ("flagged", ("f",)),
        ("skipped", ("s",)),
        ("overridden", ("2",)),
        ("bad-image", ("q",)),
    ]
    done: Counter[str] = Counter()
    for number in range(COUNT - 3):
        name, keys = pressed[number % len(pressed)]
        person.press(*keys, then=PAUSE)
        done[name] += 1
    # A comment decides nothing; a search decides and goes on.
    person.press("n")
    person.write("looks regular")
    person.press("Return", then=PAUSE)
    person.press("o")
    person.write("melanoma")
    person.press("Down", "Return", then=PAUSE)
    done["overridden"] += 1
    # Three back: the search, the comment, and the decision before them.
    person.press("u", "u", "u", then=PAUSE)
    done["overridden"] -= 2
    for _ in range(4):
        person.press("f", then=PAUSE)
        done["flagged"] += 1
    person.press("question", then=2)
    person.take("review-keys")
    person.press("Escape", then=1)
    person.take("review-done")
    return done


def read_second(person: Person, count: int) -> None:
    """The second reader: blind, by search; then the agreement."""
    person.press("alt+c", then=3)
    # Once more than there are: what was typed before the first image was there is not kept.
    for number in range(count + 1):
        person.write("melanoma")
        person.press("Down", "Return", then=0.6)
        person.press("alt+y", then=0.3)
        if number == 1:
            person.take("review-second")
        person.press("alt+k", then=PAUSE)
    person.press("alt+g", then=1)
    person.take("review-agreement")


def check(store: Store, wanted: Counter[str]) -> None:
    """Compare what the store holds with what was pressed."""
    found = Counter(photograph.state for photograph in store.search.find(Query(), limit=1000))
    states = Counter({name: count for name, count in found.items() if name != "read"})
    print(f"in the store: {dict(found)}; pressed: {dict(wanted)}")
    if +states != +wanted or sum(found.values()) != COUNT:
        sys.exit("the store does not hold what was pressed")
    print(f"read twice: {measure_kappa(store.second_reads.list_pairs())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=PICTURES)
    parser.add_argument("--into", type=Path, default=Path(__file__).resolve().parent)
    args = parser.parse_args()
    names = tuple(args.names)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        prepare(scratch)
        person = Person(scratch, names, args.into)
        person.enter()
        try:
            person.start()
            log_in(person, "anna", PASSWORD)
            wanted = review(person)
            person.press("ctrl+q")
            person.wait_for_end()
            person.start()
            log_in(person, "ben", SECOND)
            read_second(person, wanted["accepted"] + wanted["overridden"])
            person.press("Escape", "ctrl+q")
            person.wait_for_end()
        finally:
            person.leave()
        with open_store(scratch / "data", "anna", PASSWORD) as store:
            check(store, wanted)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s")
