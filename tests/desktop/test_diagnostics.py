"""Diagnostics hold facts from a list; names, numbers and paths that are planted do not leak."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from skinvl.desktop.core.configuration import Configuration, Configured
from skinvl.desktop.core.diagnostics import collect_diagnostics, save_diagnostics
from skinvl.desktop.core.messages import Ready
from skinvl.desktop.core.self_test import Check
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.troubles import HIDDEN, Troubles, reduce_text

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
PLANTED = (
    "Quartermain", "Ludmilla", "88-471-XZ", "88471", "mueller7", "Anneliese", "Weissgerber",
    "naevus_ruecken_links", "Nordpraxis", "geheim", "quartermain", "ludmilla",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "Nordpraxis-geheim" / "data"
    folder.parent.mkdir()
    made = create_store(
        folder, "mueller7", "Dr. Anneliese Weissgerber", "correct horse battery", cost=CHEAP
    )
    patient = made.store.patients.add(PatientData("88-471-XZ", "Quartermain", "Ludmilla"))
    data = PhotographData("naevus_ruecken_links.jpg", 64, 48, patient.id)
    made.store.images.add(b"not a picture", data)
    yield made.store
    made.store.close()


def test_nothing_that_was_planted_is_in_it(store: Store, tmp_path: Path) -> None:
    troubles = Troubles()
    for line in (
        f"{store.folder}/naevus_ruecken_links.jpg: truncated; the file is damaged",
        "patient 88-471-XZ Quartermain, Ludmilla: there is a patient with this number already",
        r"C:\Users\mueller7\Bilder\Quartermain.png: could not be read",
        "login: mueller7 is disabled (quartermain; ludmilla)",
        'StoreError: "Quartermain"/Ludmilla could not be written 88471',
        "user Dr. Anneliese Weissgerber: cannot be changed",
    ):
        troubles.note(line)
    configured = Configured(
        Configuration(
            data_folder=str(store.folder),
            backup_folder=str(tmp_path / "Nordpraxis"),
            clinic_name="Praxis Weissgerber Nordpraxis",
            clinic_logo="/home/mueller7/geheim.png",
        ),
        {"clinic_name": "machine"},
        frozenset({"clinic_name"}),
        ("/home/mueller7/geheim.json: not readable",),
    )
    model = Ready(
        name="skinvl-mini", version="0.1.0", bundle_sha256="a" * 64, provider="cpu",
        precision="int8", provider_reason="/home/mueller7/lib: no CUDA", conformal_level=0.9,
        licence="CC", sources=("Quartermain",),
    )  # fmt: skip
    checks = [Check("Backup folder", False, "/home/mueller7/geheim is not there")]
    text = collect_diagnostics(configured, model, store, troubles.list(), checks, {"Qt": "6"})
    found = [word for word in (*PLANTED, str(tmp_path), "/home", "Users") if word in text]
    assert found == []
    for name in ("text.txt", "text.zip"):
        file = tmp_path / name
        save_diagnostics(text, file)
        content = file.read_bytes()
        if name.endswith("zip"):
            with zipfile.ZipFile(file) as archive:
                content = archive.read("skinvl-diagnostics.txt")
        assert content.decode("utf-8") == text
    # What helps is there.
    assert "patient: 1" in text and "photograph: 1" in text
    assert "clinic_name: set (machine, locked)" in text
    assert "Backup folder: failed" in text
    assert "could not be written" in text and "file is damaged" in text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("the file could not be written", "the file could not be written"),
        ("/home/anna/a.png: is damaged", f"{HIDDEN} is damaged"),
        ("Jane Doe 4711 is missing", f"{HIDDEN} is missing"),
        ("StoreFull: no space for Zoe", f"StoreFull: no space for {HIDDEN}"),
        ("", ""),
    ],
)
def test_lines_keep_the_words_of_the_program(line: str, kept: str) -> None:
    assert reduce_text(line) == kept


def test_only_the_last_lines_are_remembered() -> None:
    troubles = Troubles()
    for _ in range(80):
        troubles.note("the file is damaged")
    assert len(troubles.list()) == 50


def test_without_store_and_model() -> None:
    configured = Configured(Configuration(), {}, frozenset(), ())
    text = collect_diagnostics(configured, None, None)
    assert "Store\n  none" in text and "ONNX Runtime: 1." in text


def test_closed_network_and_what_was_refused_are_told() -> None:
    """In a process of its own, since the network stays closed."""
    code = (
        "import socket\n"
        "from skinvl.desktop.core.configuration import read_configuration\n"
        "from skinvl.desktop.core.diagnostics import collect_diagnostics\n"
        "from skinvl.runtime.isolation import close_network\n"
        "from pathlib import Path\n"
        "configured = read_configuration(Path('none'), Path('none'))\n"
        "print(collect_diagnostics(configured, None, None))\n"
        "close_network()\n"
        "for _ in range(2):\n"
        "    try:\n"
        "        socket.getaddrinfo('secret.example', 80)\n"
        "    except OSError:\n"
        "        pass\n"
        "print(collect_diagnostics(configured, None, None))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    before, after = result.stdout.split("SkinVL diagnostics")[1:]
    assert "Refused to Python: no" in before and "Refused so far: nothing" in before
    assert "Refused to Python: yes" in after
    assert "Refused so far: socket.getaddrinfo 2" in after
    assert "secret" not in result.stdout + result.stderr
