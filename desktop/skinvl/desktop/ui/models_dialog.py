"""The models of this computer: install, activate, go back, remove, measure, CPU or CUDA."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core import messages, models
from skinvl.desktop.core.configuration import Configured
from skinvl.desktop.core.language import say
from skinvl.desktop.core.models import Model, ModelChange, Speed, Step
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.model_views import (
    FigureTable,
    format_size,
    list_evaluation,
    list_speed,
    make_page,
    name_state,
    write_facts,
)
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.task_strip import TaskDialog


class ModelsDialog(TaskDialog):
    """Lists models and changes which one is used; after a change the engine starts again.

    Args:
        operations: does the slow parts elsewhere and has the engine.
        store: the open store, whose administrator alone may change something; None: anybody may.
        configured: which provider is asked for, and whether that is locked.
        used: the model that is loaded.
    """

    provider_chosen = Signal(str)
    """Another provider was chosen, to be kept in the settings."""
    changed = Signal(str)
    """A sentence about the model that is active now."""

    def __init__(
        self,
        operations: Operations,
        store: Store | None,
        configured: Configured,
        used: messages.Ready | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, "", parent)
        self.setWindowTitle(self.tr("Models"))
        self._operations = operations
        self._store = store
        self._models: tuple[Model, ...] = ()
        self._may_change = store is None or store.user.role == "administrator"
        self._stages = {
            "copy": self.tr("The model is being copied ..."),
            "verify": self.tr("Signature and hashes are being checked ..."),
            "try": self.tr("Its golden images are being tried on this computer ..."),
        }
        self.table = QTableWidget(0, 4)
        self.facts = make_page(self.tr("Facts"))
        self.figures = FigureTable(self.tr("Figures of the model's maker"))
        self.card = make_page(self.tr("Model card"))
        self.speed = FigureTable(self.tr("Speed on this computer"))
        self.older = QCheckBox(self.tr("Allow an &older version"))
        self.older.setToolTip(
            self.tr("Otherwise a model older than the active one of the same name is refused.")
        )
        self.provider = QComboBox()
        self._used = make_label()
        self.buttons: dict[str, QPushButton] = {}
        self._build(configured)
        self.strip.busy_changed.connect(self._refresh_buttons)
        operations.happened.connect(self._take)
        self._show_used(used)
        self.reload()

    @property
    def used_text(self) -> str:
        """What the dialog says about the model that is loaded."""
        return self._used.text()

    @property
    def selected(self) -> Model | None:
        """The model that is selected."""
        row = self.table.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    def reload(self) -> None:
        """List the models anew; the selection stays."""
        kept = self.selected.name if self.selected is not None else None
        try:
            self._models = models.list_models()
        except SkinVLError as error:
            self._models = ()
            self.strip.say(str(error), error=True)
        self.table.setRowCount(len(self._models))
        for row, model in enumerate(self._models):
            mark = "✓ " if model.is_active else ""
            cells = (
                model.title,
                f"{mark}{name_state(model)}",
                format_size(model.size) if model.size else "",
                "; ".join(model.variants),
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        wanted = [row for row, model in enumerate(self._models) if model.name == kept]
        active = [row for row, model in enumerate(self._models) if model.is_active]
        self.table.setCurrentCell((wanted or active or [0])[0], 0)
        self._show_selected()

    def install(self, path: Path) -> None:
        """Install and activate a model from a file or a folder."""
        older = self.older.isChecked()
        self._change(
            self.tr("The model is being read ..."),
            lambda step: models.install_model(path, step, allow_older=older),
        )

    def offer(self, path: Path) -> None:
        """Install a model that was opened like a file, after a question."""
        if not self._may_change:
            told = self.tr("{0} was not installed: that is for an administrator.")
            self.strip.say(told.format(path.name), error=True)
            return
        question = self.tr("Install the model {0} and read every further image with it?")
        answer = QMessageBox.question(self, self.tr("Models"), question.format(path.name))
        if answer == QMessageBox.StandardButton.Yes:
            self.install(path)

    def activate(self) -> None:
        """Activate the selected model."""
        model = self.selected
        if model is not None:
            self._change(
                self._stages["verify"], lambda step: models.activate_model(model.name, step)
            )

    def roll_back(self) -> None:
        """Return to the model before."""
        self._change(self._stages["verify"], models.roll_back_model)

    def remove(self) -> None:
        """Delete the selected model, after a question."""
        model = self.selected
        if model is None:
            return
        question = self.tr("Delete {0} from this computer?").format(model.title)
        answer = QMessageBox.question(self, self.tr("Models"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self.remove_model(model)

    def remove_model(self, model: Model) -> None:
        """Delete a model."""
        store = self._store

        def work(step: Step) -> None:
            if store is not None:
                store.audit.note("model", "bundle", change="begun", name=model.name)
            models.remove_model(model.name)
            if store is not None:
                store.audit.note("model", "bundle", change="removed", name=model.name)

        def done(result: None) -> None:
            self.strip.say(self.tr("{0} was deleted.").format(model.title))
            self.reload()

        self.strip.start(self.tr("The model is being deleted ..."), work, done)

    def measure(self) -> None:
        """Measure the selected model on this computer."""
        model = self.selected
        if model is None:
            return
        request = self.provider.currentData()

        def done(speed: Speed) -> None:
            self.speed.show_rows(list_speed(speed))
            self._tabs.setCurrentWidget(self.speed)
            machine = speed.machine
            self.strip.say(
                self.tr("Measured on {0}, {1} cores.").format(machine.processor, machine.cores)
            )

        self.strip.start(
            self.tr("Being measured; this takes a few minutes ..."),
            lambda step: models.measure_model(model, request, step),
            done,
        )

    def _change(self, what: str, work: Callable[[Step], ModelChange]) -> None:
        store, operations = self._store, self._operations
        choice = EngineChoice(None, self.provider.currentData())

        def change(step: Step) -> tuple[ModelChange, SkinVLError | None]:
            # A store that is locked meanwhile takes no entry afterwards.
            if store is not None:
                store.audit.note("model", "bundle", change="begun")
            result = work(step)
            operations.restart(choice)
            try:
                if store is not None:
                    store.audit.note(
                        "model", "bundle", change="activated", name=result.active,
                        former=result.former,
                    )  # fmt: skip
            except SkinVLError as error:
                return result, error
            return result, None

        def done(outcome: tuple[ModelChange, SkinVLError | None]) -> None:
            result, fault = outcome
            self.reload()
            active = next((model.title for model in self._models if model.is_active), result.active)
            text = self.tr(
                "{0} is active now. Results of another model are out of date; read the image again."
            ).format(active)
            if fault is not None:
                self.strip.say(f"{text} {say(fault)}", error=True)
            else:
                self.strip.say(text)
            self.changed.emit(text)

        self.strip.start(what, change, done, lambda error: self.reload_list(), self._stages)

    def reload_list(self) -> None:
        """List the models anew and keep what the strip says."""
        text, was_error = self.strip.text.removeprefix("✗ "), self.strip.is_error
        self.reload()
        if was_error:
            self.strip.say(text, error=True)

    def _choose_provider(self) -> None:
        provider = self.provider.currentData()
        reason = models.explain_provider(provider)
        if reason is not None:
            self.strip.say(reason, error=True)
        self.provider_chosen.emit(provider)
        operations = self._operations
        self._used.setText(self.tr("The analysis process is starting again ..."))
        operations.run(
            lambda: operations.restart(EngineChoice(None, provider)),
            lambda result: None,
            lambda error: self.strip.say(str(error), error=True),
        )

    def _take(self, event: messages.Event, levels: object) -> None:
        if isinstance(event, messages.Ready):
            self._show_used(event)
        elif isinstance(event, messages.Unavailable):
            self._used.setText(self.tr("No model is loaded: {0}").format(say(event.reason)))

    def _show_used(self, used: messages.Ready | None) -> None:
        if used is None:
            self._used.setText(self.tr("No model is loaded."))
            return
        text = self.tr("Really used now: {0} {1} on {2}, {3}.").format(
            used.name, used.version, used.provider.upper(), used.precision
        )
        if used.provider_reason is not None:
            text += " " + say(used.provider_reason)
        self._used.setText(text)

    def _show_selected(self) -> None:
        model = self.selected
        self.facts.setHtml(write_facts(model) if model is not None else "")
        self.figures.show_rows(list_evaluation(model) if model is not None else ())
        card = models.read_card(model) if model is not None else ""
        self.card.setMarkdown(card or self.tr("This model has no card."))
        self.speed.show_rows(())
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        model, free = self.selected, not self.strip.is_busy
        change = free and self._may_change
        whole = model is not None and model.fault is None
        active = model is not None and model.is_active
        enabled = {
            "file": change,
            "folder": change,
            "activate": change and whole and not active,
            "back": change and len(self._models) > 1,
            "remove": change and model is not None and not active and not model.is_shipped,
            "measure": free and whole,
        }
        for name, button in self.buttons.items():
            button.setEnabled(enabled[name])
        self.older.setEnabled(change)

    def _choose_file(self) -> None:
        kinds = self.tr("Model bundles (*.skinvl)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Install a model"), "", kinds)
        if name:
            self.install(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Install a model from a folder"))
        if name:
            self.install(Path(name))

    def _build(self, configured: Configured) -> None:
        self.table.setHorizontalHeaderLabels(
            [self.tr("Model"), self.tr("State"), self.tr("Size"), self.tr("Variants")]
        )
        self.table.setAccessibleName(self.tr("Models"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.itemSelectionChanged.connect(self._show_selected)
        grid = QGridLayout()
        for place, (name, text, handler) in enumerate(
            (
                ("file", self.tr("Install a &file ..."), self._choose_file),
                ("folder", self.tr("Install from a &USB folder ..."), self._choose_folder),
                ("activate", self.tr("&Activate"), self.activate),
                ("back", self.tr("&Go back to the one before"), self.roll_back),
                ("remove", self.tr("&Delete ..."), self.remove),
                ("measure", self.tr("&Measure the speed"), self.measure),
            )
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(handler)
            self.buttons[name] = button
            grid.addWidget(button, place // 3, place % 3)
        for code, words in (
            ("auto", self.tr("CUDA where it works, else CPU")),
            ("cpu", self.tr("CPU")),
            ("cuda", self.tr("CUDA")),
        ):
            self.provider.addItem(words, code)
        self.provider.setCurrentIndex(self.provider.findData(configured.values.provider))
        self.provider.setAccessibleName(self.tr("Compute on"))
        self.provider.setEnabled("provider" not in configured.locked and self._may_change)
        self.provider.activated.connect(self._choose_provider)
        label = QLabel(self.tr("&Compute on"))
        label.setBuddy(self.provider)
        row = QHBoxLayout()
        for widget in (label, self.provider, self.older):
            row.addWidget(widget)
        row.addStretch(1)
        self._tabs = QTabWidget()
        self._tabs.addTab(self.facts, self.tr("Facts"))
        self._tabs.addTab(self.figures, self.tr("Figures"))
        self._tabs.addTab(self.card, self.tr("Model card"))
        self._tabs.addTab(self.speed, self.tr("Speed here"))
        top = QWidget()
        inner = QVBoxLayout(top)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table)
        inner.addLayout(grid)
        inner.addLayout(row)
        inner.addWidget(self._used)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(top)
        splitter.addWidget(self._tabs)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        if not self._may_change:
            layout.addWidget(
                make_label(self.tr("Only an administrator can change which model is used."))
            )
        layout.addWidget(splitter, 1)
        layout.addWidget(self.strip)
        layout.addWidget(close)
        self.resize(820, 720)
