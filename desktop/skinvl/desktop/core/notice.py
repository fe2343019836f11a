"""When the research-use notice has to be confirmed, and when it was, for each person."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from skinvl.desktop.core.configuration import NoticeHabit
from skinvl.desktop.core.settings import write_json
from skinvl.desktop.core.store import Store

_KEY = "notice.confirmed_at"


class NoticeBook:
    """Who confirmed the notice, and when.

    Args:
        file: takes the time where no store is open.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._since_start: set[str] = set()

    def is_due(self, habit: NoticeHabit, store: Store | None, now: datetime) -> bool:
        """Whether the person who is there has to confirm the notice; a doubt means yes.

        Args:
            habit: at every start, once a day, or once.
            store: the open store, whose user is meant; None for whoever sits there.
            now: local time.
        """
        if _name(store) in self._since_start:
            return False
        if habit == "always":
            return True
        at = self._read(store)
        if at is None:
            return True
        return habit == "daily" and at.astimezone(now.tzinfo).date() != now.date()

    def confirm(self, store: Store | None, now: datetime) -> None:
        """Keep that the notice was read and confirmed.

        Raises:
            OSError: the file cannot be written; the notice counts as confirmed until the end.
        """
        self._since_start.add(_name(store))
        if store is not None:
            store.preferences.set_for_user(_KEY, now.isoformat())
        else:
            write_json({"confirmed_at": now.isoformat()}, self._file)

    def _read(self, store: Store | None) -> datetime | None:
        try:
            if store is not None:
                text = str(store.preferences.of_user()[_KEY])
            else:
                text = json.loads(self._file.read_text(encoding="utf-8"))["confirmed_at"]
            at = datetime.fromisoformat(text)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return at if at.tzinfo is not None else None


def _name(store: Store | None) -> str:
    return store.user.login if store is not None else ""
