"""Writes into a store until it is killed, and says what is on the disk: for tests of crashes.

Run as ``python store_writer.py PASSWORD``. Each line of input, ``FOLDER KIND SEED``, forks a child
that opens the store and writes records of one kind for ever. Output lines: ``pid N``, then
``ack JSON`` after each verb that has returned, then ``dead``.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from miniatures.stores import QUICK, make_finding

from skinvl.desktop.core.store import Store, open_store
from skinvl.desktop.core.store.backup import make_backup
from skinvl.desktop.core.store.erase import erase_patient
from skinvl.desktop.core.store.images import Photograph, PhotographData, PhotographId
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData

Ack = dict[str, Any]
Writer = Callable[[Store, Photograph, str], Ack]
NEW_PASSWORD = "the newest password"


def write_patient(store: Store, photograph: Photograph, tag: str) -> Ack:
    patient = store.patients.add(PatientData(tag, f"Family {tag}", "Given"))
    lesion = store.lesions.add(patient.id, LesionData("L1", "head/neck", "ear"))
    return {"id": patient.id, "lesion": lesion.id}


def write_image(store: Store, photograph: Photograph, tag: str) -> Ack:
    content = tag.encode() * 20_000
    added = store.images.add(content, PhotographData(f"{tag}.png", 4, 3))
    return {"id": added.id}


def write_reading(store: Store, photograph: Photograph, tag: str) -> Ack:
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    edit = store.descriptions.save(photograph.id, reading.id, tag)
    return {"id": reading.id, "edit": edit.id}


def write_decision(store: Store, photograph: Photograph, tag: str) -> Ack:
    decision = store.decisions.flag(photograph.id, comment=tag)
    undo = store.decisions.withdraw(decision.id)
    return {"id": decision.id, "undo": undo.id}


def write_opinion(store: Store, photograph: Photograph, tag: str) -> Ack:
    opinion = store.opinions.add(photograph.id, "melanoma", "yes", 0.5, tag)
    saved = store.checklists.save(photograph.id, "abcde", {"asymmetry": True}, 1.0)
    drawn = store.annotations.save(photograph.id, {"arrows": [tag]})
    return {"id": opinion.id, "checklist": saved.id, "annotation": drawn.id}


def write_exchange(store: Store, photograph: Photograph, tag: str) -> Ack:
    asked = store.exchanges.ask(photograph.id, photograph.reading_id, f"{tag}?")
    store.exchanges.finish(asked.id, f"{tag}!")
    return {"id": asked.id}


def write_report(store: Store, photograph: Photograph, tag: str) -> Ack:
    document = tag.encode() * 5_000
    reading = store.readings.current(photograph.id)
    assert reading is not None
    report = store.reports.add_preliminary(photograph.id, reading.id, document, {"tag": tag})
    return {"id": report.id}


def write_user(store: Store, photograph: Photograph, tag: str) -> Ack:
    user = store.users.add(tag, f"Name {tag}", "reader", NEW_PASSWORD)
    store.users.set_role(user.id, "senior")
    return {"id": user.id}


def write_setting(store: Store, photograph: Photograph, tag: str) -> Ack:
    store.preferences.set_for_user("last", tag)
    store.audit.note("view", "photograph", photograph.id)
    return {}


def write_backup(store: Store, photograph: Photograph, tag: str) -> Ack:
    backup = make_backup(store.session, store.folder.parent / "usb")
    return {"name": backup.folder.name}


def write_erasure(store: Store, photograph: Photograph, tag: str) -> Ack:
    patient = store.patients.add(PatientData(tag, "Family", "Given"))
    added = store.images.add(tag.encode() * 9_000, PhotographData("a.png", 4, 3, patient.id))
    erase_patient(store.session, patient.id)
    return {"id": patient.id, "photograph": added.id}


WRITERS: dict[str, Writer] = {
    name.removeprefix("write_"): writer
    for name, writer in list(globals().items())
    if name.startswith("write_")
}


def write_for_ever(folder: Path, kind: str, seed: str, password: str) -> None:
    store = open_store(folder, "anna", password, cost=QUICK)
    photograph = store.images.get(PhotographId(1))
    write = WRITERS[kind]
    for number in itertools.count():
        tag = f"{kind}-{seed}-{number}"
        ack = {"tag": tag, **write(store, photograph, tag)}
        os.write(1, f"ack {json.dumps(ack)}\n".encode())


def read_orders() -> Iterator[tuple[Path, str, str]]:
    for line in sys.stdin:
        folder, kind, seed = line.rstrip("\n").split("\t")
        yield Path(folder), kind, seed


def main() -> None:
    for folder, kind, seed in read_orders():
        child = os.fork()
        if child == 0:
            try:
                write_for_ever(folder, kind, seed, sys.argv[1])
            finally:
                os._exit(3)
        os.write(1, f"pid {child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"dead {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
