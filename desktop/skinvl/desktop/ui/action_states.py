"""Which actions of the window can be chosen, by what is on the desk and on the page."""

from __future__ import annotations

from skinvl.desktop.ui.access import Access
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.reading_page import ReadingPage


def list_states(access: Access, desk: Desk, page: ReadingPage, shown: str) -> dict[str, bool]:
    """Name of an action -> whether it can be chosen, while somebody may see what is on the desk.

    Args:
        access: to the store.
        desk: what is on it.
        page: of the image that is read.
        shown: name of the page in view.
    """
    store, reading = desk.store, page.reading
    # Other pages have these keys for pictures of their own.
    shows_image = shown == "read" and page.view.has_image
    running = reading is not None and reading.is_running
    answering = reading is not None and reading.answering is not None
    return {
        "setup": not access.has_store and store is None,
        **dict.fromkeys(("lock", "password", "backup", "backups", "audit"), store is not None),
        "case_report": desk.photograph is not None,
        "export": store is not None,
        "users": store is not None and store.user.role == "administrator",
        **dict.fromkeys(("fit", "actual", "closer", "back"), shows_image),
        "report": reading is not None and reading.can_report,
        "question": reading is not None and reading.can_ask,
        "stop": running or answering,
    }
