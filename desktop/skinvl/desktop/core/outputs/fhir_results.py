"""What was found and decided, as FHIR R4 resources: Device, Observation, DiagnosticReport."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from skinvl.contract.finding import Finding
from skinvl.contract.ontology import ontology
from skinvl.desktop.core import wording
from skinvl.desktop.core.deciding import KIND_NAMES
from skinvl.desktop.core.language import name_diagnosis_in_english
from skinvl.desktop.core.report_case import CaseFile

ICD10 = "http://hl7.org/fhir/sid/icd-10"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_WORTH_A_COMPONENT = 0.001

Reference = dict[str, str]
Resource = dict[str, Any]


def refer(number: str, words: str | None = None) -> Reference:
    """A reference to a resource of the same bundle."""
    reference = {"reference": f"urn:uuid:{number}"}
    return reference if words is None else {**reference, "display": words}


def write_diagnosis(code: str) -> Resource:
    """A CodeableConcept: ICD-10 where the ontology has a code, and always the name."""
    known = ontology()
    icd10 = known.get(code).icd10 if code in known else None
    name = name_diagnosis_in_english(code)
    concept: Resource = {"text": name}
    if icd10 is not None:
        concept["coding"] = [{"system": ICD10, "code": icd10}]
    return concept


def write_device(finding: Finding, number: str) -> Resource:
    """The model that made a result, with its version and the hash of its files."""
    stamp = finding.stamp
    name = stamp.bundle if stamp is not None else "unknown model"
    resource: Resource = {
        "resourceType": "Device",
        "id": number,
        "deviceName": [{"name": name, "type": "model-name"}],
        "type": {"text": "Software: image analysis model"},
        "note": [{"text": wording.NOTICE}],
    }
    if stamp is not None:
        resource["identifier"] = [
            {"type": {"text": "SHA-256 of the model bundle"}, "value": stamp.bundle_sha256}
        ]
        resource["version"] = [
            {"type": {"text": "application"}, "value": f"{wording.PRODUCT} {stamp.app_version}"},
            {"type": {"text": "model"}, "value": stamp.bundle},
            {"type": {"text": "provider"}, "value": f"{stamp.provider}, {stamp.precision}"},
        ]
    return resource


def write_differential(
    case: CaseFile, number: str, subject: Reference, device: Reference
) -> Resource:
    """The model's probabilities, 0..1; without a value where the model makes no statement."""
    finding, reading = case.finding, case.reading
    if finding is None or reading is None:
        raise ValueError("there is no result")
    stamp = finding.stamp
    resource: Resource = {
        "resourceType": "Observation",
        "id": number,
        "status": "final" if case.is_reported else "preliminary",
        "code": {"text": "Differential diagnosis of a skin image by a model"},
        "subject": subject,
        "effectiveDateTime": stamp.time if stamp is not None else reading.created_at.isoformat(),
        "device": device,
        "note": [{"text": wording.NOTICE}],
    }
    if finding.abstain.value:
        reason = finding.abstain.reason or "no reason given"
        resource["dataAbsentReason"] = {
            "coding": [{"system": _ABSENT, "code": "unknown"}],
            "text": f"The model makes no statement: {reason}",
        }
        return resource
    shown = [item for item in finding.differential if item.probability >= _WORTH_A_COMPONENT]
    resource["component"] = [
        {"code": write_diagnosis(item.code), "valueQuantity": _share(item.probability)}
        for item in shown
    ]
    rest = len(finding.differential) - len(shown)
    if rest:
        total = sum(item.probability for item in finding.differential[len(shown) :])
        resource["component"].append(
            {"code": {"text": f"{rest} further diagnoses"}, "valueQuantity": _share(total)}
        )
    if finding.malignant is not None:
        resource["component"].append(
            {
                "code": {"text": "Sum over all malignant or pre-malignant diagnoses"},
                "valueQuantity": _share(finding.malignant),
            }
        )
    return resource


def write_decision(
    case: CaseFile, number: str, subject: Reference, performer: Reference
) -> Resource:
    """What the reader decided."""
    row = case.decision
    if row is None:
        raise ValueError("nobody has decided")
    resource: Resource = {
        "resourceType": "Observation",
        "id": number,
        "status": "final" if case.is_reported else "preliminary",
        "code": {"text": "Assessment of a skin image by a reader"},
        "subject": subject,
        "effectiveDateTime": row.created_at.isoformat(),
        "performer": [performer],
    }
    words = [f"{KIND_NAMES[row.kind]} after the model's result was available."]
    words += [row.comment] if row.comment else []
    resource["note"] = [{"text": text} for text in words]
    if row.code is not None:
        resource["valueCodeableConcept"] = write_diagnosis(row.code)
    else:
        resource["valueString"] = KIND_NAMES[row.kind]
    return resource


def write_report(
    case: CaseFile,
    number: str,
    subject: Reference,
    results: Sequence[Reference],
    picture: Reference,
) -> Resource:
    """The report: preliminary until a named person has signed it."""
    report, row, reading = case.report, case.decision, case.reading
    if reading is None:
        raise ValueError("there is no result")
    signed = report is not None and case.is_reported
    made = report.created_at if report is not None and signed else reading.created_at
    resource: Resource = {
        "resourceType": "DiagnosticReport",
        "id": number,
        "status": report.status if report is not None and signed else "preliminary",
        "code": {"text": wording.REPORT_TITLE},
        "subject": subject,
        "issued": made.isoformat(),
        "result": list(results),
        "media": [{"comment": case.lesion.label if case.lesion else "photograph", "link": picture}],
        "conclusion": _conclude(case),
    }
    if case.photograph.taken_on is not None:
        resource["effectiveDateTime"] = case.photograph.taken_on.isoformat()
    if row is not None and row.code is not None:
        resource["conclusionCode"] = [write_diagnosis(row.code)]
    return resource


def _conclude(case: CaseFile) -> str:
    row = case.decision
    if row is None:
        said = "Not assessed by a reader."
    elif row.code is not None:
        said = f"{case.name_person(row.created_by)}: {name_diagnosis_in_english(row.code)}."
    else:
        said = f"{case.name_person(row.created_by)}: {KIND_NAMES[row.kind]}."
    return f"{said} {wording.NOTICE}"


def _share(value: float) -> Resource:
    return {"value": round(value, 6), "system": "http://unitsofmeasure.org", "code": "1"}
