"""CSV and JSON: whole, counted, safe in a spreadsheet, and without a patient unless wanted."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from miniatures.cases import MODEL, OTHER_MODEL, StoredCase, open_case

from skinvl.desktop.core.outputs.csv_export import export_csv
from skinvl.desktop.core.outputs.json_export import export_json
from skinvl.desktop.core.outputs.records import COLUMNS, IDENTITY, SCHEMA_VERSION
from skinvl.desktop.core.outputs.selection import Exported
from skinvl.desktop.core.store.errors import RecordConflict, StoreFull
from skinvl.desktop.core.store.images import PhotographData

BOTH = pytest.mark.parametrize("export", [export_csv, export_json])
Export = Callable[..., Exported]


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        case.accept()
        yield case


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def read(file: Path) -> list[dict[str, Any]]:
    return read_csv(file) if file.suffix == ".csv" else json.loads(file.read_text("utf-8"))["cases"]


def test_table_opens_in_a_spreadsheet(stored: StoredCase, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    exported = export_csv(stored.store, [stored.photograph.id], file, MODEL, with_identity=True)
    assert (exported.exported, exported.asked) == (1, 1)
    assert exported.words == f"1 of 1 exported to {file}"
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfschema_version,case,")
    assert content.count(b"\r\n") == 2
    (line,) = read_csv(file)
    assert tuple(line) == COLUMNS
    assert line["schema_version"] == str(SCHEMA_VERSION)
    assert line["family_name"] == "Müller"
    assert line["decision_comment"] == "'=Excision advised."
    assert (line["decision"], line["decision_icd10"]) == ("accept", "C43")
    assert line["agrees_with_model"] == "yes"
    assert line["opinion_before_ai"] == "yes"
    assert line["model_top1_probability"] == "0.7"
    assert line["bundle_sha256"] == "b" * 64
    assert line["stale"] == ""


def test_table_has_the_comments(stored: StoredCase, tmp_path: Path) -> None:
    photograph = stored.photograph.id
    first = stored.store.decisions.comment(photograph, "See again in spring.")
    second = stored.store.decisions.comment(photograph, '=Shown, "twice".')
    file = tmp_path / "cases.csv"
    export_csv(stored.store, [photograph], file, MODEL, with_identity=False)
    (line,) = read_csv(file)
    assert line["decision_comment"] == "'=Excision advised."
    assert line["comments"].splitlines() == [
        f"{row.created_at.isoformat()} {stored.store.user.name}: {row.comment}"
        for row in (second, first)
    ]
    assert line["comments"][0].isdigit()


def test_json_has_every_record(stored: StoredCase, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    export_json(stored.store, [stored.photograph.id], file, MODEL, with_identity=True)
    record = json.loads(file.read_text("utf-8"))
    assert record["schema_version"] == SCHEMA_VERSION
    assert "Not a medical device" in record["notice"]
    (case,) = record["cases"]
    assert set(COLUMNS) <= set(case)
    assert case["decision_comment"] == "=Excision advised."
    assert case["finding"]["differential"][0]["code"] == "melanoma"
    assert case["questions"][0]["answer"] == "Yes, about two axes."
    assert case["checklists"][0]["items"] == {"asymmetry": True, "border": False}
    assert case["drawing"]["marks"][0]["text"] == "network"
    assert case["opinions"][0]["before_ai"] is True


@BOTH
def test_identity_leaves_only_where_it_is_wanted(
    export: Export, stored: StoredCase, tmp_path: Path
) -> None:
    file = tmp_path / ("cases.csv" if export is export_csv else "cases.json")
    export(stored.store, [stored.photograph.id], file, MODEL, with_identity=False)
    (line,) = read(file)
    assert all(not line[name] for name in IDENTITY)
    text = file.read_text("utf-8-sig")
    assert not [word for word in ("Müller", "4711", "1970-02-15", "IMG_0001") if word in text]
    assert line["sex"] == "female"


@BOTH
def test_stale_result_is_marked(export: Export, stored: StoredCase, tmp_path: Path) -> None:
    file = tmp_path / ("cases.csv" if export is export_csv else "cases.json")
    export(stored.store, [stored.photograph.id], file, OTHER_MODEL, with_identity=False)
    assert "the model is now SkinVL-mini 2.0" in read(file)[0]["stale"]


@BOTH
def test_case_without_anything_is_counted(
    export: Export, stored: StoredCase, tmp_path: Path
) -> None:
    file = tmp_path / ("cases.csv" if export is export_csv else "cases.json")
    bare = stored.store.images.add(b"bare", PhotographData("bare.png", 1, 1))
    chosen = [bare.id, stored.photograph.id, bare.id]
    seen: list[tuple[int, int]] = []
    exported = export(
        stored.store, chosen, file, MODEL, with_identity=False,
        progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    assert exported.exported == 2
    assert seen == [(0, 2), (1, 2)]
    assert [bool(line["model_top1_code"]) for line in read(file)] == [False, True]


@BOTH
def test_export_is_in_the_audit_log_without_names(
    export: Export, stored: StoredCase, tmp_path: Path
) -> None:
    export(stored.store, [stored.photograph.id], tmp_path / "x", MODEL, with_identity=True)
    entry = stored.store.audit.list(event="export")[0]
    assert entry.subject in ("csv", "json")
    assert entry.detail["cases"] == 1
    assert entry.detail["identity"] is True
    assert "ller" not in repr(entry)


@BOTH
def test_nothing_is_left_of_a_failed_export(
    export: Export, stored: StoredCase, tmp_path: Path
) -> None:
    place = tmp_path / "taken"
    place.mkdir()
    (place / "inside").touch()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreFull):
        export(stored.store, [stored.photograph.id], place, MODEL, with_identity=False)
    with pytest.raises(RecordConflict, match="no photograph was chosen"):
        export(stored.store, [], tmp_path / "x.csv", MODEL, with_identity=False)

    def give_up(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        export(
            stored.store, [stored.photograph.id], tmp_path / "x.csv", MODEL,
            with_identity=False, progress=give_up,
        )  # fmt: skip
    assert sorted(tmp_path.iterdir()) == before
    assert stored.store.audit.list(event="export") == ()
