"""Settings that live in the store: those of a user, and those of the clinic."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from skinvl.contract.record import canonical_json
from skinvl.desktop.core.store.session import Session


class Preferences:
    """Values are what JSON has; keys are dotted names such as ``review.opinion_first``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_user(self) -> Mapping[str, Any]:
        """The settings of the user who is logged in."""
        return self._read(
            "SELECT key, value FROM setting WHERE user_id = ?", (self._session.member.id,)
        )

    def of_clinic(self) -> Mapping[str, Any]:
        """The settings of everybody."""
        return self._read("SELECT key, value FROM clinic_setting", ())

    def set_for_user(self, key: str, value: Any) -> None:
        """Keep a setting of the user; None removes it."""
        with self._session.writing() as change:
            if value is None:
                sql = "DELETE FROM setting WHERE user_id = ? AND key = ?"
                change.execute(sql, (change.user_id, key))
            else:
                change.execute(
                    "INSERT INTO setting (user_id, key, value) VALUES (?, ?, ?) "
                    "ON CONFLICT DO UPDATE SET value = excluded.value",
                    (change.user_id, key, canonical_json(value).decode("utf-8")),
                )
            change.record("settings", "user", change.user_id, key=key)

    def set_for_clinic(self, key: str, value: Any) -> None:
        """Keep a setting of everybody; None removes it.

        Raises:
            NotPermitted: the user is no administrator.
        """
        self._session.require("administrator", "changing a setting of the clinic")
        with self._session.writing() as change:
            if value is None:
                change.execute("DELETE FROM clinic_setting WHERE key = ?", (key,))
            else:
                change.execute(
                    "INSERT INTO clinic_setting (key, value) VALUES (?, ?) "
                    "ON CONFLICT DO UPDATE SET value = excluded.value",
                    (key, canonical_json(value).decode("utf-8")),
                )
            change.record("settings", "clinic", key=key)

    def _read(self, sql: str, values: tuple[int, ...]) -> Mapping[str, Any]:
        with self._session.reading() as connection:
            return {key: json.loads(value) for key, value in connection.execute(sql, values)}
