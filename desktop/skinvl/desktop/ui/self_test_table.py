"""The outcomes of a self-test, one check a row; each has a sign and a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from skinvl.desktop.core.language import say
from skinvl.desktop.core.self_test import Check


class SelfTestTable(QTableWidget):
    """Check, outcome, details."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([self.tr("Check"), self.tr("Outcome"), self.tr("Details")])
        self.setAccessibleName(self.tr("Checks"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def show_checks(self, checks: Sequence[Check]) -> int:
        """Show outcomes; how many checks have failed."""
        outcomes = {
            True: self.tr("✓ works"),
            False: self.tr("✗ failed"),
            None: self.tr("- not tested"),
        }
        names = self.name_checks()
        self.setRowCount(len(checks))
        for row, check in enumerate(checks):
            cells = (names.get(check.name, check.name), outcomes[check.ok], say(check.detail))
            for column, text in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(text))
        return sum(check.ok is False for check in checks)

    def name_checks(self) -> dict[str, str]:
        """What the checks of the self-test are called."""
        return {
            "Network closed": self.tr("Network closed"),
            "Model": self.tr("Model"),
            "Golden images": self.tr("Golden images"),
            "Provider": self.tr("Place of computation"),
            "Store": self.tr("Store"),
            "Free space": self.tr("Free space"),
            "Backup folder": self.tr("Backup folder"),
            "Printer": self.tr("Printer"),
        }
