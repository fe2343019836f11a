"""The encrypted store of the workstation: patients, images, readings, decisions and who did what.

    from skinvl.desktop.core.store import create_store, open_store

    created = create_store(folder, "anna", "Dr. Anna Berg", "four words of nothing")
    print(created.recovery_key)
    patient = created.store.patients.add(PatientData("4711", "Doe", "Jane"))

Every verb is one transaction together with its entry in the audit log, and is on the disk when it
returns. Nothing of a patient is written in clear.
"""

from __future__ import annotations

from skinvl.desktop.core.store.setup import has_store
from skinvl.desktop.core.store.store import (
    Created,
    Store,
    create_store,
    open_store,
    recover_store,
    seconds_to_wait,
)

__all__ = [
    "Created",
    "Store",
    "create_store",
    "has_store",
    "open_store",
    "recover_store",
    "seconds_to_wait",
]
