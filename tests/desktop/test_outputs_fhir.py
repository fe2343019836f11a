"""The FHIR bundle: valid R4, its status that of the report, nothing invented."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from miniatures.cases import MODEL, OTHER_MODEL, StoredCase, make_result, open_case
from miniatures.stores import PASSWORD
from PIL import Image

from skinvl.contract.finding import Abstain
from skinvl.contract.ontology import ontology
from skinvl.desktop.core.outputs.fhir_export import export_fhir
from skinvl.desktop.core.outputs.fhir_results import ICD10, write_diagnosis
from skinvl.desktop.core.report_case import gather_case
from skinvl.desktop.core.report_content import Choice, Extras
from skinvl.desktop.core.report_signing import sign_report
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographData

Resources = dict[str, list[dict[str, Any]]]


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        yield case


def sign(stored: StoredCase, reason: str = "") -> None:
    case = gather_case(stored.store, stored.photograph.id)
    sign_report(
        stored.store, case, Choice(confirmed=True), Extras(stored.rgb), MODEL,
        lambda report: f"%PDF {report.status}".encode(), PASSWORD, reason,
    )  # fmt: skip


def export(stored: StoredCase, folder: Path) -> Resources:
    file = folder / "bundle.json"
    exported = export_fhir(stored.store, [stored.photograph.id], file, MODEL)
    assert (exported.exported, exported.left_out) == (1, ())
    bundle = json.loads(file.read_text("utf-8"))
    validate(bundle)
    found: Resources = {}
    for entry in bundle["entry"]:
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


def validate(bundle: dict[str, Any]) -> None:
    """Against the R4B models: R4 resources as used here have the same elements there."""
    models = pytest.importorskip(
        "fhir.resources.R4B.bundle", reason="fhir.resources is not installed"
    )
    models.Bundle.model_validate(bundle)
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    references = {item for item in walk(bundle) if item.startswith("urn:uuid:")}
    assert references <= urls


def walk(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for item in value.values():
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)


def test_unsigned_case_is_preliminary(stored: StoredCase, tmp_path: Path) -> None:
    found = export(stored, tmp_path)
    (report,) = found["DiagnosticReport"]
    assert report["status"] == "preliminary"
    assert report["conclusion"].startswith("Not assessed by a reader.")
    assert "cannot rule out skin cancer" in report["conclusion"]
    assert "presentedForm" not in report
    (observation,) = found["Observation"]
    assert observation["status"] == "preliminary"
    first = observation["component"][0]
    assert first["code"]["coding"] == [{"system": ICD10, "code": "C43"}]
    assert first["valueQuantity"]["value"] == 0.7
    assert observation["component"][-1]["valueQuantity"]["value"] == 0.7
    (device,) = found["Device"]
    assert device["identifier"][0]["value"] == "b" * 64
    (patient,) = found["Patient"]
    assert patient["name"][0] == {"use": "official", "family": "Müller", "given": ["Jane"]}
    assert (patient["birthDate"], patient["gender"]) == ("1970-02-15", "female")
    assert found["Provenance"][0]["target"][0]["reference"].endswith(report["id"])


def test_picture_has_the_pixels_and_no_metadata(stored: StoredCase, tmp_path: Path) -> None:
    (media,) = export(stored, tmp_path)["Media"]
    content = base64.b64decode(media["content"]["data"])
    with Image.open(io.BytesIO(content)) as image:
        np.testing.assert_array_equal(np.asarray(image), stored.rgb)
        assert image.info == {}
    assert b"GPS" not in content
    assert media["bodySite"]["text"] == "left upper back"


def test_signed_case_is_final_then_amended(stored: StoredCase, tmp_path: Path) -> None:
    stored.accept()
    sign(stored)
    found = export(stored, tmp_path)
    (report,) = found["DiagnosticReport"]
    assert report["status"] == "final"
    assert report["conclusionCode"][0]["text"] == "Melanoma"
    assert base64.b64decode(report["presentedForm"][0]["data"]) == b"%PDF Final - signed"
    assert report["resultsInterpreter"][0]["display"] == "Dr. Anna Berg"
    assert {item["status"] for item in found["Observation"]} == {"final"}
    stored.store.decisions.override(stored.photograph.id, stored.reading.id, "melanocytic-nevus")
    with pytest.raises(RecordConflict, match="newer than the signed report"):
        export_fhir(stored.store, [stored.photograph.id], tmp_path / "x.json", MODEL)
    sign(stored, "Histology")
    (report,) = export(stored, tmp_path)["DiagnosticReport"]
    assert report["status"] == "amended"


def test_second_export_has_the_same_ids(stored: StoredCase, tmp_path: Path) -> None:
    first, second = export(stored, tmp_path), export(stored, tmp_path)
    assert {kind: [item["id"] for item in items] for kind, items in first.items()} == {
        kind: [item["id"] for item in items] for kind, items in second.items()
    }


def test_abstention_has_no_numbers(stored: StoredCase, tmp_path: Path) -> None:
    finding = make_result(stored.photograph.image_sha256)
    stored.store.readings.add(
        stored.photograph.id, replace(finding, abstain=Abstain(True, "too blurred"))
    )
    (observation,) = export(stored, tmp_path)["Observation"]
    assert "component" not in observation
    assert "too blurred" in observation["dataAbsentReason"]["text"]


def test_stale_or_homeless_cases_stay_at_home(stored: StoredCase, tmp_path: Path) -> None:
    bare = stored.store.images.add(b"bare", PhotographData("bare.png", 1, 1))
    file = tmp_path / "bundle.json"
    exported = export_fhir(stored.store, [bare.id, stored.photograph.id], file, MODEL)
    assert exported.words == f"1 of 2 exported to {file}"
    assert exported.left_out == (("bare.png", "belongs to no patient"),)
    assert stored.store.audit.list(event="export")[0].detail["left_out"] == 1
    file.unlink()
    with pytest.raises(RecordConflict, match="out of date"):
        export_fhir(stored.store, [stored.photograph.id], file, OTHER_MODEL)
    assert not file.exists()


def test_codes_are_those_of_the_ontology() -> None:
    for diagnosis in ontology():
        concept = write_diagnosis(diagnosis.code)
        codes = [item["code"] for item in concept.get("coding", [])]
        assert codes == ([diagnosis.icd10] if diagnosis.icd10 is not None else [])
        assert concept["text"] == diagnosis.name
