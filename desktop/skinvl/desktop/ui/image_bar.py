"""The tools of the image and its layers, above the image."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.language import say, translate
from skinvl.desktop.core.marks import LONGEST_TEXT
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.labels import make_label, paint_secondary

_VIEW = ("actual", "turn", "loupe", "fullscreen")
_DRAW = ("move", "ruler", "arrow", "freehand", "text", "wipe")
_LAYERS = ("heat", "outline")
_LONGEST_MM = 1000.0


class ImageBar(QWidget):
    """Two rows of buttons and, below them, what the tool in hand needs."""

    scale_chosen = Signal(float)
    """The ends of the ruler are so many millimetres apart."""
    scale_dropped = Signal()

    def __init__(
        self, view: ImageView, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._actions = actions
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(10, 100)
        self.opacity.setValue(round(view.overlays.opacity * 100))
        self.opacity.setMaximumWidth(140)
        self.opacity.setAccessibleName(self.tr("Opacity of the heat map, in percent"))
        self.opacity.valueChanged.connect(lambda value: view.overlays.set_opacity(value / 100))
        self._caption = make_label()
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST_TEXT)
        self.words.setPlaceholderText(self.tr("Words; then click where they belong"))
        self.words.setAccessibleName(self.tr("Words to place on the image"))
        self.words.textChanged.connect(view.tools.set_words)
        self._length = QLabel()
        self.millimetres = QDoubleSpinBox()
        self.millimetres.setRange(0.1, _LONGEST_MM)
        self.millimetres.setValue(10.0)
        self.millimetres.setSuffix(self.tr(" mm apart"))
        self.millimetres.setAccessibleName(self.tr("Distance of the two ends of the ruler"))
        self.set_scale = QPushButton(self.tr("Set scale"))
        self.set_scale.setToolTip(
            self.tr("The two ends of the ruler are that far apart, for example on a ruler's marks")
        )
        self.set_scale.clicked.connect(lambda: self.scale_chosen.emit(self.millimetres.value()))
        self.drop_scale = QPushButton(self.tr("Forget scale"))
        self.drop_scale.clicked.connect(self.scale_dropped)
        self._ruler_parts = (self._length, self.millimetres, self.set_scale, self.drop_scale)
        self._build()
        view.tools.changed.connect(self._show_tool)
        self._show_tool()
        self.setEnabled(False)

    @property
    def caption(self) -> str:
        """What is said of the heat map and the outline; empty while neither is on."""
        return "" if self._caption.isHidden() else self._caption.text()

    def show_layers(self, reading: Reading | None) -> None:
        """Say what the layers that are switched on show."""
        overlays = self._view.overlays
        self._actions["heat"].setChecked(overlays.shows_heat)
        self._actions["outline"].setChecked(overlays.shows_outline)
        self.opacity.setEnabled(overlays.shows_heat)
        on = overlays.shows_heat or overlays.shows_outline
        self._caption.setVisible(on and reading is not None)
        if reading is None or not on:
            return
        found = reading.explained
        if reading.explanation_problem is not None:
            text = self.tr("No heat map: {reason}").format(reason=reading.explanation_problem)
        elif found is None:
            text = self.tr("The heat map is being made ...")
        else:
            parts = []
            if overlays.shows_heat:
                words = self.tr(
                    "Where, not why: brighter places speak more for {name}. It is no proof of it "
                    "and no outline."
                )
                parts.append(words.format(name=translate("Diagnosis", found.name)))
                if found.withheld is not None:
                    parts.append(
                        self.tr("The model makes no statement on this image: for research alone.")
                    )
            if overlays.shows_outline:
                parts.append(
                    self.tr("Outline as the model sees the lesion; it can be wrong.")
                    if found.reliable
                    else self.tr("No outline: {reason}.").format(
                        reason=say(found.doubt or "no lesion stands out")
                    )
                )
            text = " ".join(parts)
        self._caption.setText(text)
        paint_secondary(self._caption)

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        paint_secondary(self._caption)

    def _show_tool(self) -> None:
        tools = self._view.tools
        for action, tool in (
            ("move", "move"),
            ("ruler", "ruler"),
            ("arrow", "arrow"),
            ("freehand", "outline"),
            ("text", "text"),
        ):
            self._actions[action].setChecked(tools.name == tool)
        measuring = tools.name == "ruler"
        self._tool_bar.setVisible(measuring or tools.name == "text")
        self._words_action.setVisible(tools.name == "text")
        for part in self._ruler_actions:
            part.setVisible(measuring)
        has_ruler = tools.ruler is not None
        if not has_ruler:
            text = self.tr("Draw a line on the image.")
        elif tools.mm_per_px is None:
            text = self.tr("{length}; no scale, so no millimetres").format(length=tools.ruler_text)
        else:
            text = f"{tools.ruler_text} ({tools.origin})" if tools.origin else tools.ruler_text
        self._length.setText(text + "  ")
        self.millimetres.setEnabled(has_ruler)
        self.set_scale.setEnabled(has_ruler)
        self.drop_scale.setEnabled(tools.mm_per_px is not None)

    def _build(self) -> None:
        tools, layers, self._tool_bar = (
            _make_bar(self.tr("Tools of the image")),
            _make_bar(self.tr("Layers over the image")),
            _make_bar(self.tr("Tool in hand")),
        )
        for names in (_VIEW, _DRAW):
            for name in names:
                tools.addAction(self._actions[name])
            tools.addSeparator()
        for name in _LAYERS:
            layers.addAction(self._actions[name])
        layers.addWidget(self.opacity)
        self._words_action = self._tool_bar.addWidget(self.words)
        self._ruler_actions = [self._tool_bar.addWidget(part) for part in self._ruler_parts]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(0)
        for widget in (tools, layers, self._tool_bar, self._caption):
            layout.addWidget(widget)
        self._caption.hide()


def _make_bar(name: str) -> QToolBar:
    bar = QToolBar(name)
    bar.setAccessibleName(name)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return bar
