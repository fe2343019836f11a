"""Words of the audit log as a person reads them; the log itself keeps the codes."""

from __future__ import annotations

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP, translate

EVENTS = (
    QT_TRANSLATE_NOOP("AuditEvent", "login"),
    QT_TRANSLATE_NOOP("AuditEvent", "failed-login"),
    QT_TRANSLATE_NOOP("AuditEvent", "lock"),
    QT_TRANSLATE_NOOP("AuditEvent", "logout"),
    QT_TRANSLATE_NOOP("AuditEvent", "view"),
    QT_TRANSLATE_NOOP("AuditEvent", "create"),
    QT_TRANSLATE_NOOP("AuditEvent", "change"),
    QT_TRANSLATE_NOOP("AuditEvent", "delete"),
    QT_TRANSLATE_NOOP("AuditEvent", "export"),
    QT_TRANSLATE_NOOP("AuditEvent", "backup"),
    QT_TRANSLATE_NOOP("AuditEvent", "restore"),
    QT_TRANSLATE_NOOP("AuditEvent", "verify"),
    QT_TRANSLATE_NOOP("AuditEvent", "migrate"),
    QT_TRANSLATE_NOOP("AuditEvent", "model"),
    QT_TRANSLATE_NOOP("AuditEvent", "settings"),
)
SUBJECTS = (
    QT_TRANSLATE_NOOP("AuditSubject", "annotation"),
    QT_TRANSLATE_NOOP("AuditSubject", "application"),
    QT_TRANSLATE_NOOP("AuditSubject", "audit"),
    QT_TRANSLATE_NOOP("AuditSubject", "audit-break"),
    QT_TRANSLATE_NOOP("AuditSubject", "backup"),
    QT_TRANSLATE_NOOP("AuditSubject", "batch"),
    QT_TRANSLATE_NOOP("AuditSubject", "bundle"),
    QT_TRANSLATE_NOOP("AuditSubject", "checklist"),
    QT_TRANSLATE_NOOP("AuditSubject", "clinic"),
    QT_TRANSLATE_NOOP("AuditSubject", "consensus"),
    QT_TRANSLATE_NOOP("AuditSubject", "decision"),
    QT_TRANSLATE_NOOP("AuditSubject", "description"),
    QT_TRANSLATE_NOOP("AuditSubject", "description_edit"),
    QT_TRANSLATE_NOOP("AuditSubject", "draft"),
    QT_TRANSLATE_NOOP("AuditSubject", "exchange"),
    QT_TRANSLATE_NOOP("AuditSubject", "files"),
    QT_TRANSLATE_NOOP("AuditSubject", "image"),
    QT_TRANSLATE_NOOP("AuditSubject", "keys"),
    QT_TRANSLATE_NOOP("AuditSubject", "lesion"),
    QT_TRANSLATE_NOOP("AuditSubject", "opinion"),
    QT_TRANSLATE_NOOP("AuditSubject", "patient"),
    QT_TRANSLATE_NOOP("AuditSubject", "photograph"),
    QT_TRANSLATE_NOOP("AuditSubject", "reading"),
    QT_TRANSLATE_NOOP("AuditSubject", "recovery-key"),
    QT_TRANSLATE_NOOP("AuditSubject", "report"),
    QT_TRANSLATE_NOOP("AuditSubject", "second-read"),
    QT_TRANSLATE_NOOP("AuditSubject", "second_read"),
    QT_TRANSLATE_NOOP("AuditSubject", "self-test"),
    QT_TRANSLATE_NOOP("AuditSubject", "session"),
    QT_TRANSLATE_NOOP("AuditSubject", "signature"),
    QT_TRANSLATE_NOOP("AuditSubject", "store"),
    QT_TRANSLATE_NOOP("AuditSubject", "user"),
)


def name_event(event: str) -> str:
    """What was done."""
    return translate("AuditEvent", event)


def name_subject(subject: str, number: int | None = None) -> str:
    """What it was done to, with its number where it has one."""
    name = translate("AuditSubject", subject)
    return name if number is None else f"{name} {number}"
