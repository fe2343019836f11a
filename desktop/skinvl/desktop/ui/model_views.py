"""What is shown of one model: facts, its maker's figures, its card, its speed here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.figure_names import name_figure
from skinvl.desktop.core.language import say, tell_number
from skinvl.desktop.core.models import Model, Speed, read_memory


def make_page(name: str) -> QTextBrowser:
    """A page for text of unknown origin: nothing is loaded and no link is followed."""
    page = QTextBrowser()
    page.setOpenLinks(False)
    page.setOpenExternalLinks(False)
    page.setAccessibleName(name)
    return page


def write_facts(model: Model) -> str:
    """The facts of a model, HTML."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("ModelFacts", text)

    if model.fault is not None:
        refused = tr("Refused")
        return f"<p><b>{escape(refused)}</b></p><p>{escape(say(model.fault))}</p>"
    memory = read_memory()
    fits = ""
    if memory is not None:
        fits = tr("{0} free on this computer").format(format_size(memory))
        if model.size > memory:
            fits = "✗ " + tr("{0}: too little for this model").format(fits)
    rows = (
        (tr("Model"), model.title),
        (tr("State"), name_state(model)),
        (tr("Made on"), model.created[:10]),
        (tr("Licence"), model.licence),
        (tr("Size"), format_size(model.size)),
        (tr("Memory"), fits or tr("not known")),
        (tr("Variants"), "; ".join(model.variants)),
        (tr("Signed by"), model.key),
        (tr("SHA-256"), model.sha256),
        (tr("CUDA"), say(model.cuda_refused or "") or tr("nothing is known against it")),
        (tr("Folder"), str(model.folder)),
    )
    cells = "".join(
        f"<tr><td><b>{escape(label)}</b>&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
        for label, value in rows
    )
    return f"<table cellspacing='4'>{cells}</table>"


def name_state(model: Model) -> str:
    """Whether a model is in use, in words."""
    if model.fault is not None:
        return QCoreApplication.translate("ModelFacts", "Refused")
    if model.is_active:
        return QCoreApplication.translate("ModelFacts", "Active")
    return QCoreApplication.translate("ModelFacts", "Not active")


def format_size(size: int) -> str:
    """Bytes as people read them."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


class FigureRow(NamedTuple):
    """A figure in words with its value; ``name`` is what programs call it."""

    words: str
    value: str
    interval: str
    number: str
    name: str = ""


class FigureTable(QWidget):
    """Figures with their 95 % interval; a line above finds some of them.

    Args:
        name: what the figures are.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(0, 4)
        self._filtered = QSortFilterProxyModel(self)
        self._filtered.setSourceModel(self._model)
        self._filtered.setFilterRole(Qt.ItemDataRole.UserRole)
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find figures"))
        self.search.setAccessibleName(self.tr("Find figures"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filtered.setFilterFixedString)
        self.table = QTableView()
        self.table.setModel(self._filtered)
        self.table.setAccessibleName(name)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        self.show_rows(())

    @property
    def count(self) -> int:
        """How many figures are shown."""
        return self._filtered.rowCount()

    def show_rows(self, rows: Sequence[FigureRow]) -> None:
        """Show these figures."""
        self._model.clear()
        self._model.setHorizontalHeaderLabels(
            [
                self.tr("Figure"),
                self.tr("Value"),
                self.tr("95 % interval"),
                self.tr("Number"),
            ]
        )
        for row in rows:
            items = [QStandardItem(text) for text in row[:4]]
            items[0].setToolTip(row.name)
            items[0].setData(f"{row.words} {row.name}", Qt.ItemDataRole.UserRole)
            for item in items[1:]:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._model.appendRow(items)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def list_evaluation(model: Model) -> list[FigureRow]:
    """Rows of the maker's figures."""
    return [
        FigureRow(
            name_figure(name),
            tell_number(metric.value, 3),
            f"{tell_number(metric.low, 3)} - {tell_number(metric.high, 3)}",
            str(metric.n),
            name,
        )
        for name, metric in sorted(model.evaluation.items())
    ]


def list_speed(speed: Speed) -> list[FigureRow]:
    """Rows of a measurement; what could not be measured is a row as well."""
    rows = []
    for one in speed.variants:
        rows += [
            FigureRow(
                f"{one.name}: {name}",
                tell_number(metric.value, 1),
                f"{tell_number(metric.low, 1)} - {tell_number(metric.high, 1)}",
                str(metric.n),
            )
            for name, metric in one.metrics.items()
        ]
        if one.fault is not None:
            rows.append(FigureRow(f"{one.name}: {say(one.fault)}", "-", "-", "-"))
    return [*rows, *(FigureRow(note, "-", "-", "-") for note in speed.notes)]
