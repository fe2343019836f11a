"""The second read: another reader, blind to the first and to the model; then the agreement."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.language import name_diagnosis, tell_number, tell_percent, translate
from skinvl.desktop.core.review.kappa import Kappa, measure_kappa
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.opinions import Suspicion
from skinvl.desktop.core.store.roles import includes
from skinvl.desktop.core.store.second_reads import BlindCase, SecondRead
from skinvl.desktop.ui.decision_search import DiagnosisSearch
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.labels import enlarge, make_heading, make_label
from skinvl.desktop.ui.review_pictures import Pictures

_SUSPICIONS: tuple[Suspicion, ...] = ("yes", "unsure", "no")


class BlindReader(QWidget):
    """One image after the other; nothing of the first read or of the model is shown."""

    kept = Signal()
    """A second read is on the disk."""
    failed = Signal(str)

    def __init__(self, store: Store, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pictures = pictures
        self._due: list[BlindCase] = []
        self._code: str | None = None
        self.case: BlindCase | None = None
        self.is_ready = False
        self.view = ImageView()
        self._count = make_label()
        self.search = DiagnosisSearch()
        self._chosen = make_label()
        self._group = QButtonGroup(self)
        names = {"yes": self.tr("&Yes"), "unsure": self.tr("&Unsure"), "no": self.tr("&No")}
        self.buttons = {name: QRadioButton(names[name]) for name in _SUSPICIONS}
        self.comment = QLineEdit()
        self.keep = QPushButton(self.tr("&Keep and go on"))
        self._build()
        pictures.image_ready.connect(self._show)
        self.search.chosen.connect(self._choose)
        self.keep.clicked.connect(self.give)
        self._group.buttonClicked.connect(lambda _: self._check())
        self.reload()

    @property
    def due(self) -> int:
        """How many images wait for this reader, of those that were looked up."""
        return len(self._due)

    def reload(self) -> None:
        """Look up what is due."""
        self._due = list(self._store.second_reads.list_due(1000))
        self._next()

    def give(self) -> None:
        """Keep what was entered, and go on."""
        if self.case is None or not self._is_complete:
            return
        suspicion = next(name for name in _SUSPICIONS if self.buttons[name].isChecked())
        try:
            self._store.second_reads.add(
                self.case.photograph_id, self._code, suspicion, self.comment.text()
            )
        except SkinVLError as error:
            self.failed.emit(str(error))
            self.reload()
            return
        self._due.pop(0)
        self._next()
        self.kept.emit()

    @property
    def _is_complete(self) -> bool:
        return self.is_ready and self._code is not None and self._group.checkedButton() is not None

    def _next(self) -> None:
        self.case = self._due[0] if self._due else None
        self.is_ready = False
        self._code = None
        self.search.clear()
        self.comment.clear()
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._chosen.setText(self.tr("No diagnosis chosen."))
        self.view.clear()
        self._count.setText(
            self.tr("{count} image(s) wait for your second read.").format(count=len(self._due))
        )
        if self.case is not None:
            case = self.case
            self._pictures.load(
                case.image_sha256,
                lambda: self._store.images.read(self._store.images.get(case.photograph_id)),
            )
            self.search.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def _choose(self, code: str) -> None:
        self._code = code
        self.search.show_code(code)
        self._chosen.setText(self.tr("Chosen: {name}").format(name=name_diagnosis(code)))
        self.buttons["yes"].setFocus()
        self._check()

    def _show(self, key: object, outcome: list[QImage] | str) -> None:
        if self.case is None or key != self.case.image_sha256:
            return
        if isinstance(outcome, str):
            self._count.setText(outcome)
            return
        self.view.show_levels(outcome, self.tr("Image"))
        self.is_ready = True
        self._check()

    def _check(self) -> None:
        self.keep.setEnabled(self._is_complete)
        for widget in (self.search, self.comment, *self.buttons.values()):
            widget.setEnabled(self.case is not None)

    def _build(self) -> None:
        self.comment.setPlaceholderText(self.tr("Comment"))
        self.comment.setAccessibleName(self.tr("Comment"))
        suspicious = QHBoxLayout()
        question = make_label(self.tr("Suspicious of malignancy?"))
        suspicious.addWidget(question)
        for button in self.buttons.values():
            self._group.addButton(button)
            button.setAccessibleName(f"{question.text()} {button.text().replace('&', '')}")
            suspicious.addWidget(button)
        suspicious.addStretch(1)
        column = QVBoxLayout()
        blind = make_label(
            self.tr("The first read and the result of the model are not shown to you.")
        )
        for widget in (self._count, blind, self.search, self._chosen):
            column.addWidget(widget)
        column.addLayout(suspicious)
        column.addWidget(self.comment)
        column.addWidget(self.keep)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.addWidget(self.view, 3)
        layout.addLayout(column, 2)


class AgreementView(QWidget):
    """Cohen's kappa of first and second reads, and the step to a consensus."""

    settled = Signal()
    failed = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._reads: list[SecondRead] = []
        self._code: str | None = None
        self._numbers = make_label()
        enlarge(self._numbers, 1.1, bold=True)
        self._difference = make_label()
        self.first = QPushButton()
        self.second = QPushButton()
        self.search = DiagnosisSearch()
        self._may = includes(store.user.role, "senior")
        self._build()
        self.first.clicked.connect(lambda: self._settle(self._first_code))
        self.second.clicked.connect(lambda: self._settle(self._reads[0].code))
        self.search.chosen.connect(self._settle)
        self.reload()

    @property
    def text(self) -> str:
        """The figures and the difference, as they are shown."""
        return f"{self._numbers.text()}\n{self._difference.text()}"

    def reload(self) -> None:
        """Count anew."""
        self._numbers.setText(describe_kappa(measure_kappa(self._store.second_reads.list_pairs())))
        self._reads = list(self._store.second_reads.list_disagreements(1000))
        self._first_code: str | None = None
        open_ones = bool(self._reads)
        if not open_ones:
            self._difference.setText(self.tr("No difference is left to settle."))
        else:
            read = self._reads[0]
            first = self._store.decisions.get(read.decision_id)
            self._first_code = first.code
            names = name_diagnosis(first.code), name_diagnosis(read.code)
            self._difference.setText(
                self.tr(
                    "{count} to settle. Photograph {number}: the first reader says {first}, the "
                    "second {second}."
                ).format(
                    count=len(self._reads), number=read.photograph_id, first=names[0],
                    second=names[1],
                )
            )  # fmt: skip
            self.first.setText(self.tr("Settle on {name}").format(name=names[0]))
            self.second.setText(self.tr("Settle on {name}").format(name=names[1]))
        for widget in (self.first, self.second, self.search):
            widget.setVisible(open_ones and self._may)
        self._note.setVisible(open_ones and not self._may)

    def _settle(self, code: str | None) -> None:
        if code is None or not self._reads:
            return
        try:
            self._store.second_reads.settle(self._reads[0].id, code)
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self.search.clear()
        self.reload()
        self.settled.emit()

    def _build(self) -> None:
        self._note = make_label(self.tr("Settling is for seniors and administrators."))
        kept = make_label(
            self.tr("Both reads stay as they are; the consensus is kept beside them.")
        )
        layout = QVBoxLayout(self)
        layout.addWidget(make_heading(self.tr("Agreement of first and second readers")))
        for widget in (
            self._numbers, self._difference, self.first, self.second, self.search, self._note, kept,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addStretch(1)


class SecondReadDialog(QDialog):
    """Second reads; the agreement is shown once the reader has nothing left to read blindly."""

    failed = Signal(str)

    def __init__(self, store: Store, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Second read"))
        self.resize(980, 620)
        self.reader = BlindReader(store, pictures)
        self.agreement = AgreementView(store)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.reader, self.tr("&Read"))
        self.tabs.addTab(self.agreement, self.tr("A&greement"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs)
        # Enter in a line for text must never press a button that keeps or settles something.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.reader.kept.connect(self._refresh)
        self.reader.failed.connect(self.failed)
        self.agreement.failed.connect(self.failed)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever opens it can type the first diagnosis at once."""
        super().showEvent(event)
        self.reader.search.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        self.agreement.reload()
        self.tabs.setTabEnabled(1, self.reader.due == 0)
        self.tabs.setTabToolTip(1, self.tr("After your last blind read") if self.reader.due else "")


def describe_kappa(kappa: Kappa) -> str:
    """The figures in one line."""
    if kappa.observed is None:
        return translate("AgreementView", "No image was read twice yet.")
    counted = translate("AgreementView", "{count} images read twice, {share} the same.").format(
        count=kappa.n, share=tell_percent(kappa.observed)
    )
    if kappa.value is None or kappa.low is None or kappa.high is None:
        told = translate(
            "AgreementView", "Kappa is not defined, as both name one diagnosis throughout."
        )
        return f"{counted} {told}"
    told = translate("AgreementView", "Cohen's kappa {value} (95 % {low} to {high}).").format(
        value=tell_number(kappa.value, 2),
        low=tell_number(kappa.low, 2),
        high=tell_number(kappa.high, 2),
    )
    return f"{counted} {told}"
