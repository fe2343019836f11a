"""Keeping, signing and amending reports: who signs gives the password again.

What is signed is what the person has seen: the records are read anew, and where one of them has
changed meanwhile nothing is signed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from skinvl.contract.record import write_record
from skinvl.desktop.core import messages
from skinvl.desktop.core.language import tell_time, translate
from skinvl.desktop.core.report import Report, Signature
from skinvl.desktop.core.report_case import (
    CaseFile,
    advise_again,
    explain_stale_case,
    gather_case,
    list_hindrances,
)
from skinvl.desktop.core.report_content import Choice, Extras, build_case_report
from skinvl.desktop.core.store import Store, attempts, keys, sealing
from skinvl.desktop.core.store.errors import LoginRefused, RecordConflict, StaleResult
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.readings import ReadingId
from skinvl.desktop.core.store.reports import StoredReport

Render = Callable[[Report], bytes]


def build_preliminary(
    case: CaseFile, choice: Choice, extras: Extras, model: messages.Ready | None
) -> Report:
    """The report that nobody has signed; a stale result is said in it."""
    stale = explain_stale_case(case, model)
    warnings = (
        extras.warnings
        if stale is None
        else (
            *extras.warnings,
            translate("Report", "Out of date. {reason}").format(reason=stale),
        )
    )
    changed = Extras(extras.image, extras.letterhead, extras.outline, extras.level, warnings)
    return build_case_report(case, choice, changed, "preliminary", None)


def keep_preliminary(
    store: Store,
    seen: CaseFile,
    choice: Choice,
    extras: Extras,
    model: messages.Ready | None,
    render: Render,
) -> StoredReport:
    """Keep a report that nobody has signed, encrypted in the store.

    Raises:
        StaleResult: the result is out of date.
        RecordConflict: a record has changed since it was seen, there is no result, or a signed
            report.
    """
    case, reading_id = _look_again(store, seen)
    stale = explain_stale_case(case, model)
    if stale is not None:
        raise StaleResult("report", f"{stale} {advise_again()}")
    document = render(build_preliminary(case, choice, extras, model))
    return store.reports.add_preliminary(
        case.photograph.id, reading_id, document, _stamp(case, choice)
    )


def sign_report(
    store: Store,
    seen: CaseFile,
    choice: Choice,
    extras: Extras,
    model: messages.Ready | None,
    render: Render,
    password: str,
    reason: str = "",
) -> StoredReport:
    """Make the report final, or amend the one that is signed; the user who is logged in signs.

    Args:
        store: that is open.
        seen: the records that the person has looked at.
        choice: what of them the report carries.
        extras: picture and setting.
        model: that reads now, None while none is loaded.
        render: draws the PDF.
        password: of the user, given again.
        reason: of an amendment.

    Raises:
        LoginRefused: the password is wrong.
        LoginDelayed: too many wrong tries.
        RecordConflict: it cannot be signed, says why; or a record has changed since it was seen.
    """
    case, reading_id = _look_again(store, seen)
    reasons = list_hindrances(case, model, draft_included=choice.includes_draft(case))
    if reasons:
        raise RecordConflict("report", f"cannot be signed: {' '.join(reasons)}")
    amends = case.is_signed
    if amends and not reason.strip():
        raise RecordConflict("report", "is signed already; an amendment needs a reason")
    confirm_password(store, password)
    signature = Signature(
        store.user.name, tell_time(store.session.clock()), reason.strip() if amends else ""
    )
    status = "amended" if amends else "final"
    document = render(build_case_report(case, choice, extras, status, signature))
    # Drawing takes a while, in which another window of the same user may have decided.
    _look_again(store, seen)
    stamp = _stamp(case, choice)
    if amends:
        return store.reports.amend(case.photograph.id, reading_id, document, stamp, reason)
    return store.reports.sign(case.photograph.id, reading_id, document, stamp)


def confirm_password(store: Store, password: str) -> None:
    """Make sure that it is the user who is logged in that sits there.

    Wrong tries count as those of the login do.

    Raises:
        LoginRefused: the password is wrong.
        LoginDelayed: too many wrong tries.
    """
    session, login = store.session, store.user.login
    found = session.unlocked.keys
    holder = keys.digest_login(found.store_id, login)
    attempts.begin_try(session.folder, holder, session.clock())
    unwrapped = keys.unwrap_with_password(found, login, password, session.cost)
    if unwrapped is None:
        store.audit.note("failed-login", "signature", store.user.id)
        raise LoginRefused("password", "is wrong; nothing was signed")
    sealing.wipe(unwrapped[0])
    for tries in attempts.clear_tries(session.folder, holder):
        store.audit.note("failed-login", "user", count=tries.count, last=tries.last)


def export_report(store: Store, report: StoredReport, file: Path) -> None:
    """Write the PDF of a stored report where a person wants it.

    Raises:
        ImageDamaged: the stored report is damaged; names it.
        StoreFull: it could not be written; a file of this name stays as it was.
    """
    write_export(file, [store.reports.read(report)])
    store.audit.note(
        "export", "report", report.id, status=report.status, photograph=report.photograph_id
    )


def _look_again(store: Store, seen: CaseFile) -> tuple[CaseFile, ReadingId]:
    case = gather_case(store, seen.photograph.id)
    if case != seen:
        raise RecordConflict(
            "report", "a record of this case changed meanwhile; look at the report again"
        )
    if case.reading is None:
        raise RecordConflict("report", "there is no result; read the image first")
    return case, case.reading.id


def _stamp(case: CaseFile, choice: Choice) -> dict[str, Any]:
    stamp = case.finding.stamp if case.finding is not None else None
    return {
        "result": write_record(stamp) if stamp is not None else None,
        "decision": case.decision.id if case.decision is not None else None,
        "description_edit": case.edit.id if case.edit is not None else None,
        "exchanges": sorted(choice.exchanges),
        "description": choice.description,
        "confirmed": choice.confirmed,
    }
