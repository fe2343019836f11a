"""What a report of a stored case says, and when it may be signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from miniatures.cases import MODEL, OTHER_MODEL, StoredCase, make_result, open_case
from miniatures.stores import PASSWORD

from skinvl.desktop.core.report import Report
from skinvl.desktop.core.report_case import gather_case, list_hindrances
from skinvl.desktop.core.report_content import Choice, Extras, build_case_report
from skinvl.desktop.core.report_signing import (
    build_preliminary,
    confirm_password,
    export_report,
    keep_preliminary,
    sign_report,
)
from skinvl.desktop.core.store.errors import (
    LoginDelayed,
    LoginRefused,
    RecordConflict,
    StaleResult,
    StoreError,
)
from skinvl.desktop.core.store.images import PhotographData


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        yield case


def render(report: Report) -> bytes:
    return repr(report).encode()


def extras(stored: StoredCase) -> Extras:
    return Extras(stored.rgb, level=0.9)


CONFIRMED = Choice(confirmed=True)


def test_report_says_everything(stored: StoredCase) -> None:
    stored.accept()
    stored.store.decisions.comment(stored.photograph.id, "Called the patient.")
    case = gather_case(stored.store, stored.photograph.id)
    choice = Choice(overlay=True, notes=True, exchanges=frozenset({case.exchanges[0].id}))
    report = build_case_report(case, choice, extras(stored), "preliminary", None)
    assert report.subject == "Müller, Jane  |  born 1970-02-15  |  no. 4711/B  |  female"
    assert report.patient is not None
    assert report.patient.lesion == "L1, left upper back"
    assert report.overlay is not None
    assert (report.overlay != report.image).any()
    sections = {section.title: dict(section.lines) for section in report.sections}
    assert sections["Lesion and photograph"]["Scale"] == "0.02 mm per pixel"
    decision = sections["Assessment by the reader"]
    assert decision["Diagnosis"] == "Melanoma"
    assert decision["Compared with the model"] == "the same as the first of the model"
    assert sections["Opinions of the readers"] == {
        "Dr. Anna Berg, before the result was seen": (
            "Melanoma; suspicious of malignancy; confidence 80 %; Looks odd."
        )
    }
    (checklist,) = (lines for title, lines in sections.items() if title.startswith("ABCDE"))
    assert checklist["A - Asymmetry"] == "yes"
    assert checklist["E - Evolving"] == "not judged"
    assert "Called the patient." in sections["Comments"].values()
    assert sections["Notes"] == {"Patient": "Fair skin.", "Lesion": "Grown in spring."}
    assert [item.question for item in report.exchanges] == ["Is it asymmetric?"]
    assert dict(report.stamp)["Bundle SHA-256"] == "b" * 64


def test_what_is_not_chosen_is_not_said(stored: StoredCase) -> None:
    choice = Choice(opinions=False, checklists=False, comments=False, description=False)
    case = gather_case(stored.store, stored.photograph.id)
    report = build_case_report(case, choice, extras(stored), "preliminary", None)
    assert [section.title for section in report.sections] == [
        "Lesion and photograph",
        "Assessment by the reader",
    ]
    assert report.description == ""
    assert report.exchanges == ()
    assert report.overlay is None


def test_description_says_who_wrote_it(stored: StoredCase) -> None:
    def describe(choice: Choice) -> tuple[str, str]:
        case = gather_case(stored.store, stored.photograph.id)
        report = build_case_report(case, choice, extras(stored), "preliminary", None)
        return report.description, report.description_mark

    assert describe(Choice())[1].startswith("Draft")
    assert "confirmed" in describe(CONFIRMED)[1]
    stored.store.descriptions.save(stored.photograph.id, stored.reading.id, "My words.")
    assert describe(Choice()) == (
        "My words.",
        "Drafted by the language model, edited by Dr. Anna Berg",
    )


def test_photograph_without_a_reading_has_a_preliminary_report(stored: StoredCase) -> None:
    photograph = stored.store.images.add(b"image", PhotographData("x.png", 4, 4))
    case = gather_case(stored.store, photograph.id)
    report = build_preliminary(case, Choice(), extras(stored), MODEL)
    assert not report.has_result
    assert report.subject == "No patient  |  x.png"
    with pytest.raises(RecordConflict, match="no result"):
        sign_report(stored.store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD)


def test_hindrances_are_said(stored: StoredCase) -> None:
    def list_now(draft: bool = False) -> str:
        case = gather_case(stored.store, stored.photograph.id)
        return " ".join(list_hindrances(case, MODEL, draft_included=draft))

    assert "Nobody has decided" in list_now()
    stored.store.decisions.flag(stored.photograph.id, stored.reading.id)
    assert "Nobody has decided" in list_now()
    stored.accept()
    assert list_now() == ""
    assert "draft of the language model" in list_now(draft=True)
    finding = make_result(stored.photograph.image_sha256)
    stored.store.readings.add(stored.photograph.id, replace(finding, malignant=0.1))
    assert "older result" in list_now()


def test_signed_report_is_kept_and_final(stored: StoredCase) -> None:
    stored.accept()
    case = gather_case(stored.store, stored.photograph.id)
    kept = keep_preliminary(stored.store, case, CONFIRMED, extras(stored), MODEL, render)
    assert b"Preliminary - not signed" in stored.store.reports.read(kept)
    case = gather_case(stored.store, stored.photograph.id)
    signed = sign_report(stored.store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD)
    assert signed.status == "final"
    assert signed.signed_by == stored.store.user.id
    document = stored.store.reports.read(signed)
    assert b"Final - signed" in document
    assert b"person='Dr. Anna Berg'" in document
    assert signed.stamp["result"]["bundle_sha256"] == "b" * 64
    after = gather_case(stored.store, stored.photograph.id)
    assert after.is_reported


def test_amendment_needs_a_reason(stored: StoredCase) -> None:
    stored.accept()
    store = stored.store
    case = gather_case(store, stored.photograph.id)
    sign_report(store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD)
    store.decisions.override(stored.photograph.id, stored.reading.id, "melanocytic-nevus")
    case = gather_case(store, stored.photograph.id)
    assert case.is_signed
    assert not case.is_reported
    with pytest.raises(RecordConflict, match="needs a reason"):
        sign_report(store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD)
    amended = sign_report(
        store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD, "Histology"
    )
    assert amended.status == "amended"
    assert b"reason='Histology'" in store.reports.read(amended)
    assert gather_case(store, stored.photograph.id).is_reported


def test_stale_result_cannot_be_signed_or_kept(stored: StoredCase) -> None:
    stored.accept()
    case = gather_case(stored.store, stored.photograph.id)
    with pytest.raises(RecordConflict, match=r"2\.0.*Read the image again"):
        sign_report(stored.store, case, CONFIRMED, extras(stored), OTHER_MODEL, render, PASSWORD)
    with pytest.raises(StaleResult):
        keep_preliminary(stored.store, case, CONFIRMED, extras(stored), OTHER_MODEL, render)
    shown = build_preliminary(case, CONFIRMED, extras(stored), OTHER_MODEL)
    assert shown.warnings[0].startswith("Out of date.")
    assert gather_case(stored.store, stored.photograph.id).reports == ()


def test_only_what_was_seen_is_signed(stored: StoredCase) -> None:
    stored.accept()
    seen = gather_case(stored.store, stored.photograph.id)
    stored.store.decisions.override(stored.photograph.id, stored.reading.id, "melanocytic-nevus")
    with pytest.raises(RecordConflict, match="changed meanwhile"):
        sign_report(stored.store, seen, CONFIRMED, extras(stored), MODEL, render, PASSWORD)
    seen = gather_case(stored.store, stored.photograph.id)

    def decide_while_drawing(report: Report) -> bytes:
        stored.accept()
        return render(report)

    with pytest.raises(RecordConflict, match="changed meanwhile"):
        sign_report(
            stored.store, seen, CONFIRMED, extras(stored), MODEL, decide_while_drawing, PASSWORD
        )
    assert gather_case(stored.store, stored.photograph.id).reports == ()


def test_wrong_password_signs_nothing_and_is_counted(stored: StoredCase) -> None:
    stored.accept()
    case = gather_case(stored.store, stored.photograph.id)
    with pytest.raises(LoginRefused, match="nothing was signed"):
        sign_report(stored.store, case, CONFIRMED, extras(stored), MODEL, render, "wrong")
    assert stored.store.audit.list(event="failed-login")[0].subject == "signature"
    for _ in range(2):
        with pytest.raises(LoginRefused):
            confirm_password(stored.store, "wrong")
    with pytest.raises(LoginDelayed):
        confirm_password(stored.store, PASSWORD)
    assert stored.store.reports.list(stored.photograph.id) == ()


def test_signed_report_is_exported_by_choice(stored: StoredCase, tmp_path: Path) -> None:
    stored.accept()
    case = gather_case(stored.store, stored.photograph.id)
    signed = sign_report(stored.store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD)
    file = tmp_path / "report.pdf"
    export_report(stored.store, signed, file)
    assert file.read_bytes() == stored.store.reports.read(signed)
    entry = stored.store.audit.list(event="export")[0]
    assert (entry.subject, entry.subject_id) == ("report", signed.id)
    with pytest.raises(StoreError):
        export_report(stored.store, signed, tmp_path / "none" / "report.pdf")
    assert len(stored.store.audit.list(event="export")) == 1


def test_status_and_signature_fit(stored: StoredCase) -> None:
    case = gather_case(stored.store, stored.photograph.id)
    with pytest.raises(ValueError, match="do not fit"):
        build_case_report(case, Choice(), extras(stored), "final", None)


def test_readers_who_differ_settle_first(stored: StoredCase) -> None:
    store, photograph = stored.store, stored.photograph.id
    store.users.add("ben", "Dr. Ben Roth", "senior", PASSWORD)
    stored.accept()
    store.unlock("ben", PASSWORD)
    second = store.second_reads.add(photograph, "melanocytic-nevus", "no", "Regular network.")

    def list_now() -> str:
        case = gather_case(store, photograph)
        return " ".join(list_hindrances(case, MODEL, draft_included=False))

    assert list_now() == "The second reader differs; settle on a consensus first."
    store.second_reads.settle(second.id, "melanocytic-nevus", "Seen together.")
    assert list_now() == "The consensus differs from the decision; decide again in its sense."
    store.decisions.override(photograph, stored.reading.id, "melanocytic-nevus")
    assert list_now() == ""
    case = gather_case(store, photograph)
    report = build_case_report(case, Choice(), extras(stored), "preliminary", None)
    sections = {section.title: dict(section.lines) for section in report.sections}
    assert "differs from the first reader" in sections["Second read"]["Dr. Ben Roth"]
    assert sections["Second read"]["Consensus"].endswith("settled by Dr. Ben Roth")
    sign_report(store, case, CONFIRMED, extras(stored), MODEL, render, PASSWORD)
