"""Cases as one FHIR R4 bundle of type collection, for import into a record system.

Plain HL7 FHIR R4 (4.0.1) resources without a national profile. Codes: ICD-10 where the ontology has
them, else words; no SNOMED CT, which needs a licence. Nothing is sent anywhere.
"""

from __future__ import annotations

import base64
import io
import json
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from skinvl.contract.errors import ImageError
from skinvl.desktop.core import messages
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.outputs.fhir_results import (
    Reference,
    refer,
    write_decision,
    write_device,
    write_differential,
    write_report,
)
from skinvl.desktop.core.outputs.selection import (
    Exported,
    Progress,
    explain_refusal,
    gather_cases,
    note_export,
)
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.core.store.session import UserId

FHIR_VERSION = "4.0.1"
_SEXES = {"female": "female", "male": "male", "other": "other"}
_ROOT = uuid.UUID("a0d0a7ce-6c05-5f3c-9b0a-4f3d9c3b7e11")


def export_fhir(
    store: Store,
    photographs: Sequence[PhotographId],
    file: Path,
    model: messages.Ready | None,
    progress: Progress | None = None,
) -> Exported:
    """Write one bundle; cases that may not leave are left out and named.

    Signed reports go along as PDF. Pictures are encoded anew, without metadata.

    Raises:
        RecordConflict: no case is left to export.
        ImageDamaged: a stored image or report is damaged; names it.
        StoreFull: it could not be written; a file of this name stays as it was.
    """
    entries: dict[str, dict[str, Any]] = {}
    left_out: list[tuple[str, str]] = []
    cases = gather_cases(store, photographs, progress)
    for case in cases:
        reason = explain_refusal(case, model)
        if reason is None:
            try:
                entries |= bundle_case(store, case)
            except ImageError as error:
                reason = error.reason
        if reason is not None:
            left_out.append((case.photograph.file_name, reason))
    if len(left_out) == len(cases):
        raise RecordConflict("export", f"nothing is left to export: {left_out[0][1]}")
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": store.session.clock().isoformat(),
        "entry": [
            {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
            for resource in entries.values()
        ],
    }
    text = json.dumps(bundle, ensure_ascii=False, indent=1, allow_nan=False)
    write_export(file, [text.encode("utf-8", "backslashreplace")])
    exported = Exported(file, len(cases) - len(left_out), tuple(left_out))
    note_export(store, "fhir", exported, version=FHIR_VERSION, identity=True)
    return exported


def bundle_case(store: Store, case: CaseFile) -> dict[str, dict[str, Any]]:
    """The resources of one case by their id.

    Ids follow from the store and the record, so that a second export is recognised.

    Raises:
        ImageError: the image cannot be decoded.
    """
    patient, finding, reading = case.patient, case.finding, case.reading
    if patient is None or finding is None or reading is None:
        raise ValueError("a case needs a patient and a result")
    store_id = store.session.unlocked.keys.store_id

    def identify(kind: str, number: object) -> str:
        return str(uuid.uuid5(_ROOT, f"{store_id}/{kind}/{number}"))

    stamp = finding.stamp
    device_id = identify("Device", stamp.bundle_sha256 if stamp is not None else "unknown")
    people = {user: identify("Practitioner", user) for user in _list_people(case)}
    subject = refer(identify("Patient", patient.id), patient.name)
    media = _write_media(store, case, identify("Media", case.photograph.id), subject)
    result = write_differential(
        case, identify("Observation", f"reading-{reading.id}"), subject, refer(device_id)
    )
    resources = [
        _write_patient(patient, identify("Patient", patient.id)),
        *(_write_practitioner(case, user, number) for user, number in people.items()),
        write_device(finding, device_id),
        media,
        result,
    ]
    observations = [result]
    if case.decision is not None:
        decision = write_decision(
            case,
            identify("Observation", f"decision-{case.decision.id}"),
            subject,
            refer(people[case.decision.created_by]),
        )
        observations.append(decision)
        resources.append(decision)
    report_id = case.report.id if case.report is not None else f"reading-{reading.id}"
    report = write_report(
        case,
        identify("DiagnosticReport", report_id),
        subject,
        [refer(item["id"]) for item in observations],
        refer(media["id"]),
    )
    signer = case.report.signed_by if case.report is not None and case.is_signed else None
    if signer is not None and case.report is not None:
        report["resultsInterpreter"] = [refer(people[signer], case.name_person(signer))]
        report["presentedForm"] = [
            _attach("application/pdf", store.reports.read(case.report), "Signed report")
        ]
    agent = refer(people[signer]) if signer is not None else refer(device_id)
    resources += [
        report,
        {
            "resourceType": "Provenance",
            "id": identify("Provenance", report["id"]),
            "target": [refer(report["id"])],
            "recorded": store.session.clock().isoformat(),
            "agent": [{"type": {"text": "author"}, "who": agent}],
            "entity": [{"role": "source", "what": refer(media["id"])}],
        },
    ]
    return {resource["id"]: resource for resource in resources}


def _list_people(case: CaseFile) -> set[UserId]:
    found = {case.decision.created_by} if case.decision is not None else set()
    if case.report is not None and case.report.signed_by is not None:
        found.add(case.report.signed_by)
    return found


def _write_patient(patient: Patient, number: str) -> dict[str, Any]:
    name: dict[str, Any] = {"use": "official", "family": patient.family_name}
    if patient.given_name:
        name["given"] = [patient.given_name]
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "id": number,
        "identifier": [{"type": {"text": "Patient number of the clinic"}, "value": patient.number}],
        "name": [name],
        "gender": _SEXES.get(patient.sex or "", "unknown"),
    }
    if patient.birth_date is not None:
        resource["birthDate"] = patient.birth_date.isoformat()
    return resource


def _write_practitioner(case: CaseFile, user: UserId, number: str) -> dict[str, Any]:
    name = case.name_person(user)
    return {"resourceType": "Practitioner", "id": number, "name": [{"text": name}]}


def _write_media(store: Store, case: CaseFile, number: str, subject: Reference) -> dict[str, Any]:
    photograph = case.photograph
    opened = decode_apart(store.images.read(photograph), photograph.file_name).image
    stream = io.BytesIO()
    Image.fromarray(opened.rgb).save(stream, format="PNG")
    height, width = opened.rgb.shape[:2]
    resource: dict[str, Any] = {
        "resourceType": "Media",
        "id": number,
        "status": "completed",
        "type": {
            "coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/media-type", "code": "image"}
            ]
        },
        "modality": {"text": photograph.modality or "not stated"},
        "subject": subject,
        "height": height,
        "width": width,
        "content": _attach("image/png", stream.getvalue(), "Photograph of the skin"),
    }
    if photograph.taken_on is not None:
        resource["createdDateTime"] = photograph.taken_on.isoformat()
    lesion = case.lesion
    if lesion is not None:
        side = lesion.side if lesion.side in ("left", "right") else None
        place = [part for part in (side, lesion.site or lesion.site_general) if part]
        resource["bodySite"] = {"text": " ".join(place) or f"lesion {lesion.label}"}
    return resource


def _attach(kind: str, content: bytes, title: str) -> dict[str, Any]:
    data = base64.b64encode(content).decode("ascii")
    return {"contentType": kind, "data": data, "size": len(content), "title": title}
