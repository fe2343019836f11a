"""German: every text has one, the compiled file is that of the texts, and a window speaks it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from skinvl.desktop.core.configuration import LANGUAGES, Configuration
from skinvl.desktop.core.language import ENGLISH, use_voice
from skinvl.desktop.ui import (
    actions,
    image_actions,
    review_keys,
    translation,
    translation_texts,
)
from skinvl.desktop.ui.translation import install_translation

UI = Path(translation.__file__).parent
SOURCES = sorted([*UI.glob("*.py"), *(UI.parent / "core").rglob("*.py")])
GERMAN = translation.FOLDER / "skinvl_de.ts"
FILES = sorted(translation.FOLDER.glob("*.ts"))
PLACEHOLDER = re.compile(r"\{[^}]*\}|%n")
# "&" before a letter or number is a mnemonic; "&&" would be the sign itself.
MNEMONIC = re.compile(r"&(?=\w)")


def find_tool(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def list_messages(file: Path) -> dict[tuple[str, str, str, bool], ElementTree.Element]:
    """Messages by (context, text, comment, has a plural)."""
    return {
        (
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("comment") or "",
            message.get("numerus") == "yes",
        ): message
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    }


def list_translations(message: ElementTree.Element) -> list[str]:
    (element,) = message.findall("translation")
    forms = element.findall("numerusform")
    return [form.text or "" for form in forms] if forms else [element.text or ""]


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """The application; what a test installs is taken away again."""
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    yield qapp
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)
    use_voice(ENGLISH)
    assert QCoreApplication.translate("PageSet", "Cases") == "Cases"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_of_the_window_is_in_the_file_and_no_other(file: Path, tmp_path: Path) -> None:
    fresh = tmp_path / file.name
    sources = [str(path) for path in SOURCES]
    options = ["-silent", "-locations", "none", "-source-language", "en"]
    subprocess.run([find_tool("pyside6-lupdate"), *options, *sources, "-ts", fresh], check=True)
    now, kept = set(list_messages(fresh)), set(list_messages(file))
    assert len(now) > 1500
    assert now - kept == set(), "run `make translations` and translate these"
    assert kept - now == set(), "run `make translations`: these texts are gone"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_compiled_file_is_that_of_the_texts(file: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "compiled.qm"
    command = [find_tool("pyside6-lrelease"), "-silent", file, "-qm", compiled]
    subprocess.run(command, check=True)
    assert compiled.read_bytes() == file.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_is_finished_and_keeps_its_marks(file: Path) -> None:
    for (_, source, _, is_plural), message in list_messages(file).items():
        (element,) = message.findall("translation")
        assert element.get("type") is None, source
        translations = list_translations(message)
        assert not is_plural or element.findall("numerusform"), source
        for text in translations:
            assert text.strip(), source
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(source)), text
            assert len(MNEMONIC.findall(text)) == len(MNEMONIC.findall(source)), text
            assert text.endswith("...") == source.endswith("..."), text
            for strip in (str.lstrip, str.rstrip):
                assert len(text) - len(strip(text)) == len(source) - len(strip(source)), text


def test_german_has_one_form_for_one_and_one_for_many() -> None:
    plurals = [item for key, item in list_messages(GERMAN).items() if key[3]]
    assert plurals
    assert {len(list_translations(item)) for item in plurals} == {2}


def test_texts_of_the_tables_are_those_that_are_extracted() -> None:
    assert set(translation_texts.READING_ACTIONS) == {
        text for spec in image_actions.SPECS for text in (spec.text, spec.tip)
    } | {image_actions._NUMBER_TIP, image_actions._SPACE_TIP}
    assert set(translation_texts.REVIEW_KEYS) == {key.text for key in review_keys.KEYS}
    assert set(translation_texts.MENU_ACTIONS) == {
        text for spec in actions.SPECS for text in (spec.menu, spec.text, spec.tip)
    } | {"Main toolbar"}


def test_letters_of_one_menu_are_different(application: QApplication) -> None:
    install_translation(application, "de")
    menus: dict[str, list[str]] = {"": []}
    for spec in actions.SPECS:
        title = QCoreApplication.translate("Actions", spec.menu)
        if title not in menus:
            menus[""].append(title)
        text = QCoreApplication.translate("Actions", spec.text)
        menus.setdefault(title, []).append(text)
    for texts in menus.values():
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(set(letters)) == len(letters), texts


def test_languages_that_can_be_chosen_have_their_file() -> None:
    codes = {file.stem.removeprefix("skinvl_") for file in FILES}
    assert codes == set(LANGUAGES) - {"system", "en"}


def test_english_needs_no_file(application: QApplication) -> None:
    assert install_translation(application, "en") == "en"
    assert application.findChildren(QTranslator) == []
    assert QLocale().language() in (QLocale.Language.English, QLocale.Language.C)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["de-AT", "de", "en"], "de"),
        (["de_DE"], "de"),
        (["fr-FR", "de-DE"], "de"),
        (["en-GB", "de"], "en"),
        (["fr"], "en"),
        ([], "en"),
    ],
)
def test_system_means_the_first_language_that_there_is(
    application: QApplication, monkeypatch: pytest.MonkeyPatch, names: list[str], expected: str
) -> None:
    class System(QLocale):
        def uiLanguages(self, *_: object) -> list[str]:  # type: ignore[override]
            return names

    monkeypatch.setattr(translation.QLocale, "system", lambda: System(QLocale.c()))
    assert install_translation(application, "system") == expected


def test_texts_without_a_class_are_found_and_those_of_qt_are_left_to_qt(
    application: QApplication,
) -> None:
    install_translation(application, "de")
    translate = QCoreApplication.translate
    assert translate("RecoverySheet", "Data folder: {folder}") == "Datenordner: {folder}"
    assert translate("AnyWidget", "Head") == "Kopf"
    assert translate("AnyWidget", "a text that nobody wrote") == "a text that nobody wrote"
    assert translate("QFileDialog", "Head") == "Head"
    assert translate("CasesPage", "%n photograph(s)", None, 1) == "1 Aufnahme"
    assert translate("CasesPage", "%n photograph(s)", None, 7) == "7 Aufnahmen"
    assert QLocale().toString(1.5) == "1,5"


def test_window_speaks_german(
    application: QApplication, start_workplace: Callable[..., Any], store_folder: Path
) -> None:
    assert install_translation(application, "de") == "de"
    window = start_workplace(
        configuration=Configuration(language="de", data_folder=str(store_folder))
    ).window
    login = window.access.login_page
    assert login.isVisible()
    assert "elden" in login.button.text().replace("&", "")
    names = {child.accessibleName() for child in login.findChildren(QWidget)}
    assert {"Benutzername", "Passwort"} <= names
    texts = {action.text() for action in window.pages.bar.actions()}
    assert {"Befunden", "Fälle", "Patient", "Vergleichen", "Durchsicht"} <= texts


def test_file_that_is_written_anew_takes_no_running_window_down(tmp_path: Path) -> None:
    copied = tmp_path / "skinvl_de.qm"
    shutil.copy(GERMAN.with_suffix(".qm"), copied)
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from skinvl.desktop.ui import translation\n"
        "translation.FOLDER = Path(sys.argv[1]); app = QCoreApplication([])\n"
        "translation.install_translation(app, 'de')\n"
        "(translation.FOLDER / 'skinvl_de.qm').write_bytes(b'')\n"
        "print(app.translate('MainWindow', 'Pages'))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout.strip()) == (0, "Seiten"), told.stderr
