"""The report of a stored case: what it says, its status, preview, signature, printing, saving."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImageReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.language import say
from skinvl.desktop.core.report import Letterhead, Report
from skinvl.desktop.core.report_case import (
    CaseFile,
    gather_case,
    list_hindrances,
    warn_of_second_read,
)
from skinvl.desktop.core.report_content import Extras, describe_patient
from skinvl.desktop.core.report_signing import (
    build_preliminary,
    export_report,
    keep_preliminary,
    sign_report,
)
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import StoreError
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.reports import StoredReport
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_contents import ReportContents
from skinvl.desktop.ui.report_pdf import Pages, render_report
from skinvl.desktop.ui.report_preview import ReportPreview, prepare_preview, print_report
from skinvl.desktop.ui.report_sign_form import SignForm
from skinvl.desktop.ui.save_place import ask_file

T = TypeVar("T")
_LARGEST_LOGO = 4 * 2**20


def read_letterhead(values: Configuration) -> Letterhead:
    """Name and logo of the clinic; a logo that cannot be read is left out."""
    logo: bytes | None = None
    if values.clinic_logo is not None:
        file = Path(values.clinic_logo)
        try:
            size: QSize = QImageReader(str(file)).size()
            if size.isValid() and file.stat().st_size <= _LARGEST_LOGO:
                logo = file.read_bytes()
        except OSError:
            logo = None
    return Letterhead(values.clinic_name, logo)


class ReportDialog(QDialog):
    """Works on one photograph of the store; what is signed is what the dialog shows.

    Args:
        store: that is open.
        operations: does the slow parts elsewhere.
        photograph_id: what the report is about.
        model: that reads now, None while none is loaded.
        values: name and logo of the clinic, and whether opinions come first.
        image: the decoded photograph, where it is on the screen already.
        outline: of the lesion, for the picture with drawings.
    """

    signed = Signal()
    """A report was signed; the list of reports of the photograph has changed."""

    def __init__(
        self,
        store: Store,
        operations: Operations,
        photograph_id: PhotographId,
        model: messages.Ready | None,
        values: Configuration,
        image: OpenedImage | None = None,
        outline: tuple[tuple[float, float], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self._store, self._operations, self._model = store, operations, model
        self._photograph_id = photograph_id
        self._outline = outline
        self._letterhead = read_letterhead(values)
        self._extras: Extras | None = None
        self._signed_now: Report | None = None
        self._closed = False
        self._must_judge = values.opinion_first and not store.opinions.is_revealed(photograph_id)
        self.case = gather_case(store, photograph_id)
        self.content = ReportContents(self.case)
        self.content.changed.connect(self._refresh)
        self.buttons: dict[str, QPushButton] = {}
        self._status = self._make_words(self.tr("Status of the report"))
        self._problem = self._make_words(self.tr("Message"))
        self._build()
        self._refresh()
        if not self._must_judge:
            if self.case.reading is not None:
                store.opinions.note_reveal(photograph_id)
            self._load(image)

    @property
    def problem(self) -> str:
        """What was done or went wrong last."""
        return self._problem.text()

    @property
    def status(self) -> str:
        """What the dialog says about the status, with what hinders a signature."""
        return self._status.text()

    @property
    def is_ready(self) -> bool:
        """Whether the picture is there and nothing is running."""
        return self._extras is not None and self.isEnabled()

    def make_report(self) -> Report | None:
        """The report as it would be now: what was signed in this dialog, else a preliminary one."""
        if self._signed_now is not None and self.case.is_reported:
            return self._signed_now
        if self._extras is None:
            return None
        return build_preliminary(self.case, self.content.choice, self._extras, self._model)

    def preview(self) -> None:
        """Show the pages."""
        report = self.make_report()
        if report is not None:
            prepare_preview(report, self._run, self._show_preview)

    def _show_preview(self, printer: QPrinter, pages: Pages) -> None:
        if ReportPreview(printer, pages, self).exec() == QDialog.DialogCode.Accepted:
            self._note_printed()

    def print(self) -> None:
        """Print the report that the preview shows."""
        report = self.make_report()
        if report is not None:
            print_report(
                report,
                self._operations,
                self,
                lambda result: self._note_printed(),
                self._fail,
            )

    def keep(self) -> None:
        """Keep a preliminary report in the store."""
        extras, case, choice = self._extras, self.case, self.content.choice
        if extras is not None:
            self._run(
                lambda: keep_preliminary(
                    self._store, case, choice, extras, self._model, render_report
                ),
                lambda report: self._tell(self.tr("The preliminary report was kept.")),
            )

    def sign(self, password: str, reason: str = "") -> None:
        """Sign what is shown, as the user who is logged in."""
        extras, case, choice = self._extras, self.case, self.content.choice
        if extras is None:
            return
        drawn: list[Report] = []

        def render(report: Report) -> bytes:
            drawn.append(report)
            return render_report(report)

        def finish(report: StoredReport) -> None:
            self._signed_now = drawn[-1]
            self._tell(self.tr("The report was signed and kept."))
            self.signed.emit()

        self._run(
            lambda: sign_report(
                self._store, case, choice, extras, self._model, render, password, reason
            ),
            finish,
        )

    def save(self, file: Path) -> None:
        """Write a PDF: the signed report where it is up to date, else a preliminary one."""
        stored, report = self.case.report, self.make_report()
        if stored is not None and self.case.is_reported:
            self._run(
                lambda: export_report(self._store, stored, file),
                lambda result: self._tell(self._tell_saved(file)),
            )
        elif report is not None:

            def write() -> None:
                write_export(file, [render_report(report)])
                self._store.audit.note(
                    "export", "report", photograph=self._photograph_id, status="preliminary"
                )

            self._run(write, lambda result: self._tell(self._tell_saved(file)))

    def done(self, result: int) -> None:
        """Close; what still runs is finished without the dialog."""
        self._closed = True
        # A form or a preview over it shows the patient as well.
        for child in self.findChildren(QDialog):
            child.reject()
        super().done(result)

    def _tell_saved(self, file: Path) -> str:
        return self.tr("The report was saved: {file}").format(file=file)

    def _load(self, image: OpenedImage | None) -> None:
        photograph = self.case.photograph
        if image is not None and image.sha256 == photograph.image_sha256:
            self._take_image(image)
            return
        self._run(
            lambda: decode_apart(self._store.images.read(photograph), photograph.file_name).image,
            self._take_image,
        )

    def _take_image(self, image: OpenedImage) -> None:
        stamp = self.case.finding.stamp if self.case.finding is not None else None
        model = self._model
        same = stamp is not None and model is not None
        same = same and stamp.bundle_sha256 == model.bundle_sha256  # type: ignore[union-attr]
        level = model.conformal_level if same and model is not None else None
        self._extras = Extras(image.rgb, self._letterhead, self._outline, level)
        self._refresh()

    def _ask_to_sign(self) -> None:
        patient = describe_patient(self.case)
        if patient is None:
            return
        form = SignForm(
            self._store.user.name,
            patient.line,
            amends=self.case.is_signed,
            warning=warn_of_second_read(self.case),
            parent=self,
        )
        if form.exec() == QDialog.DialogCode.Accepted:
            self.sign(form.password.text(), form.reason.text())

    def _ask_where(self) -> None:
        # No patient in the name of a file, unless the person types it.
        suggestion = f"report-{self._photograph_id}.pdf"
        title = self.tr("Save the report outside the encrypted store")
        chosen = ask_file(self, title, suggestion, "PDF (*.pdf)")
        if chosen is not None:
            self.save(chosen[0])

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._problem.clear()
        self.setEnabled(False)

        def finish(result: T) -> None:
            if not self._closed:
                self.setEnabled(True)
                done(result)
                self._refresh()

        self._operations.run(work, finish, self._fail)

    def _fail(self, error: Exception) -> None:
        if not self._closed:
            self.setEnabled(True)
            self._tell(say(error))
            self._refresh()
        if not isinstance(error, SkinVLError | OSError):
            raise error

    def _tell(self, text: str) -> None:
        self._problem.setText(text)
        # Where the store was locked meanwhile what was read before stays.
        with suppress(StoreError):
            self.case = gather_case(self._store, self._photograph_id)

    def _note_printed(self) -> None:
        self._store.audit.note("export", "print", photograph=self._photograph_id)
        self._tell(self.tr("The report was sent to the printer."))

    def _refresh(self) -> None:
        case = self.case
        self._status.setText(self._describe_status(case))
        ready = self._extras is not None
        reasons = self._list_hindrances(case)
        settled = case.is_reported
        # Of a report that was signed earlier only the PDF itself is what was signed.
        shown = ready and (not settled or self._signed_now is not None)
        for name in ("preview", "print"):
            self.buttons[name].setEnabled(shown)
        self.buttons["save"].setEnabled(ready)
        self.buttons["keep"].setEnabled(ready and not case.is_signed and case.reading is not None)
        self.buttons["sign"].setEnabled(ready and not reasons and not settled)
        self.content.setEnabled(not settled and not self._must_judge)

    def _list_hindrances(self, case: CaseFile) -> tuple[str, ...]:
        draft = self.content.choice.includes_draft(case)
        return list_hindrances(case, self._model, draft_included=draft)

    def _describe_status(self, case: CaseFile) -> str:
        if self._must_judge:
            return self.tr("Enter your own opinion first; the result is not shown before that.")
        report = case.report
        if report is not None and case.is_reported:
            person = case.name_person(report.signed_by)
            words = self.tr(
                "Signed by {person}. Save the signed PDF to look at it or to print it later."
            )
            return words.format(person=person)
        lines = [self.tr("Preliminary: nobody has signed.")]
        if case.is_signed:
            lines = [self.tr("A report was signed, and something has changed since then.")]
        reasons = self._list_hindrances(case)
        if reasons:
            lines.append(self.tr("It cannot be signed yet:"))
            lines += [f"\N{BULLET} {reason}" for reason in reasons]
        else:
            lines.append(self.tr("It can be signed."))
            warning = warn_of_second_read(case)
            if warning is not None:
                lines.append(warning)
        return "\n".join(lines)

    def _make_words(self, name: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAccessibleName(name)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        patient = describe_patient(self.case)
        whose = QLabel(self.tr("No patient") if patient is None else patient.line)
        whose.setTextFormat(Qt.TextFormat.PlainText)
        whose.setAccessibleName(self.tr("Patient"))
        layout.addWidget(whose)
        layout.addWidget(self._status)
        layout.addWidget(self.content)
        layout.addWidget(self._problem)
        row = QHBoxLayout()
        for name, text, handler in (
            ("preview", self.tr("Pre&view ..."), self.preview),
            ("print", self.tr("&Print ..."), self.print),
            ("save", self.tr("Save as P&DF ..."), self._ask_where),
            ("keep", self.tr("&Keep preliminary"), self.keep),
            ("sign", self.tr("&Sign ..."), self._ask_to_sign),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(handler)
            self.buttons[name] = button
            row.addWidget(button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout.addLayout(row)
        layout.addWidget(close)
        self.resize(640, 620)
