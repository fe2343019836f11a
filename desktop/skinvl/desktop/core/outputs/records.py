"""A case as one flat record of texts: the columns of the CSV, the keys of the JSON."""

from __future__ import annotations

from typing import Any

from skinvl.contract.ontology import ontology
from skinvl.desktop.core import messages
from skinvl.desktop.core.deciding import agrees
from skinvl.desktop.core.report_case import CaseFile, explain_stale_case

SCHEMA_VERSION = 1
"""Of the table and of the JSON; goes up when a column changes its name or its meaning."""
IDENTITY = ("patient_number", "family_name", "given_name", "birth_date", "file_name")
"""Columns that say who the patient is; empty unless the person wants them."""
COLUMNS = (
    "schema_version", "case", "patient_number", "family_name", "given_name", "birth_date", "sex",
    "file_name", "image_sha256", "taken_on", "image_kind", "mm_per_px", "lesion", "site_general",
    "site", "side", "state", "report_status", "signed_by", "decision", "decision_code",
    "decision_name", "decision_icd10", "decision_comment", "decided_by", "decided_at",
    "agrees_with_model", "opinion_code", "opinion_suspicion", "opinion_before_ai",
    "model_statement", "model_top1_code", "model_top1_name", "model_top1_probability",
    "model_malignant", "model_conformal_set", "quality", "description", "description_edited",
    "bundle", "bundle_sha256", "provider", "precision", "app_version", "analysed_at", "stale",
    "comments",
)  # fmt: skip


def write_case(
    case: CaseFile, model: messages.Ready | None, *, with_identity: bool
) -> dict[str, Any]:
    """The record of a case; values are text, numbers, booleans or None.

    ``stale`` is the reason why the result is out of date, empty where it is not. ``comments`` is a
    line for each comment, newest first, with when and who.
    """
    record: dict[str, Any] = dict.fromkeys(COLUMNS)
    record |= {"schema_version": SCHEMA_VERSION, "case": case.photograph.id}
    record |= _write_photograph(case)
    record |= _write_decision(case)
    record |= _write_result(case)
    record["stale"] = explain_stale_case(case, model) or ""
    record["comments"] = "\n".join(
        f"{row.created_at.isoformat()} {case.name_person(row.created_by)}: {row.comment}"
        for row in case.comments
    )
    if not with_identity:
        record |= dict.fromkeys(IDENTITY)
    return record


def _write_photograph(case: CaseFile) -> dict[str, Any]:
    photograph, patient, lesion, report = case.photograph, case.patient, case.lesion, case.report
    born = patient.birth_date if patient is not None else None
    return {
        "patient_number": patient.number if patient is not None else None,
        "family_name": patient.family_name if patient is not None else None,
        "given_name": patient.given_name if patient is not None else None,
        "birth_date": born.isoformat() if born is not None else None,
        "sex": patient.sex if patient is not None else None,
        "file_name": photograph.file_name,
        "image_sha256": photograph.image_sha256,
        "taken_on": photograph.taken_on.isoformat() if photograph.taken_on is not None else None,
        "image_kind": photograph.modality,
        "mm_per_px": photograph.mm_per_px,
        "lesion": lesion.label if lesion is not None else None,
        "site_general": lesion.site_general if lesion is not None else None,
        "site": lesion.site if lesion is not None else None,
        "side": lesion.side if lesion is not None else None,
        "state": photograph.state,
        "report_status": report.status if report is not None else None,
        "signed_by": case.name_person(report.signed_by) if case.is_signed and report else None,
    }


def _write_decision(case: CaseFile) -> dict[str, Any]:
    row = case.decision
    opinion = case.opinions[0] if case.opinions else None
    known = ontology()
    code = row.code if row is not None else None
    diagnosis = known.get(code) if code is not None and code in known else None
    return {
        "decision": row.kind if row is not None else None,
        "decision_code": row.code if row is not None else None,
        "decision_name": diagnosis.name if diagnosis is not None else None,
        "decision_icd10": diagnosis.icd10 if diagnosis is not None else None,
        "decision_comment": row.comment if row is not None else None,
        "decided_by": case.name_person(row.created_by) if row is not None else None,
        "decided_at": row.created_at.isoformat() if row is not None else None,
        "agrees_with_model": agrees(case.finding, row.code) if row is not None else None,
        "opinion_code": opinion.code if opinion is not None else None,
        "opinion_suspicion": opinion.suspicion if opinion is not None else None,
        "opinion_before_ai": opinion.before_ai if opinion is not None else None,
    }


def _write_result(case: CaseFile) -> dict[str, Any]:
    finding = case.finding
    if finding is None:
        return {}
    top, stamp, edit = finding.top, finding.stamp, case.edit
    abstained = finding.abstain.value
    return {
        "model_statement": f"cannot say: {finding.abstain.reason}" if abstained else "differential",
        "model_top1_code": top.code if top is not None else None,
        "model_top1_name": top.name if top is not None else None,
        "model_top1_probability": top.probability if top is not None else None,
        "model_malignant": finding.malignant,
        "model_conformal_set": "; ".join(finding.conformal_set),
        "quality": finding.quality.verdict if finding.quality is not None else None,
        "description": edit.text if edit is not None else finding.description,
        "description_edited": edit is not None,
        "bundle": stamp.bundle if stamp is not None else None,
        "bundle_sha256": stamp.bundle_sha256 if stamp is not None else None,
        "provider": stamp.provider if stamp is not None else None,
        "precision": stamp.precision if stamp is not None else None,
        "app_version": stamp.app_version if stamp is not None else None,
        "analysed_at": stamp.time if stamp is not None else None,
    }
