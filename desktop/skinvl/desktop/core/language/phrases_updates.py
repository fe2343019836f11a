"""Why an update of the program is refused."""

from __future__ import annotations

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

CONTEXT = "UpdatePhrases"
PHRASES = (
    QT_TRANSLATE_NOOP("UpdatePhrases", "not an update file (it holds no release.json)"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "not an update file, or cut off; get it again"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "not signed; get the file from its makers again"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "holds {name}, which was not signed"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "the program in it is not the one that was signed; get the file again"
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "holds one version only"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "holds no installation (no link `current` to one of `versions`)"
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "was changed meanwhile; choose the file again"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "there is no former version to go back to"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "holds no packed program"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "the program in it has no {name}"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "the update could not be written ({reason}); the former version stays in use",
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "{name} in it is {reason}"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "signed by the key {key}, which may not sign releases here; get the file from the "
        "makers of SkinVL again, or ask your IT department",
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "{name} was changed after {key} signed it; get the file again"
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is for {wanted}, this is {own}; get that file"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "{reason}; nothing was changed"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "is the {found} flavour, this is the {own} flavour; get the file for that"
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "SkinVL {version} is installed already"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "SkinVL {version} is running; close it, then choose the file again"
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "version {version} is older than the installed {present}; add --allow-downgrade to "
        "install it anyway",
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "version {version} is older than the installed {present}, which the set-up refuses; "
        "remove the program (the data stay), then install the older one",
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "SkinVL {version} cannot open the store in {folder}: it has schema {schema} (SkinVL "
        "{writer}) and that version knows {known}; put back a copy from before the update "
        "first",
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "of a newer version"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "needs {size} MB in {folder}, where {free} MB are free; make room"
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "holds no set-up program"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "was changed after it was verified; choose the update again"
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "cannot be started ({reason}); start SkinVL from the menu"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "a copy of the store needs {size} MB here, and {free} MB are free; make room",
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "the store could not be copied ({reason})"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "says that it is {found}, not {expected}"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "cannot be started ({reason}); the former version stays"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "`{command}` did not end in {seconds} s; the former stays"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "does not work on this computer (`{command}` ended with {code}: {reason}); the former "
        "version stays",
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "the program in it cannot be unpacked ({reason})"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is in it twice"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is one more than the {count} signed ones"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "goes beyond the {size} bytes signed"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "the program in it has {files} files of {bytes} bytes where {signed} of {size} were signed",
    ),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is a link that leads outside"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is a link that leads nowhere"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is not a path inside the program"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is no file, folder or link"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "is a link that leads outside ({target})"),
    QT_TRANSLATE_NOOP("UpdatePhrases", "lies in {place}, which is no folder"),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "another update or installation is running; wait for it (if none is, remove the "
        "folder {name} in it)",
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "SkinVL is a package of this system, which an update file does not change; let your "
        "IT department install the new package: sudo apt install ./skinvl_VERSION_amd64.deb",
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases",
        "SkinVL runs from a folder that was copied here; put the new folder in its place, or "
        "install it with the .run file",
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "SkinVL runs from Python packages; install the new wheel with pip"
    ),
    QT_TRANSLATE_NOOP(
        "UpdatePhrases", "there are no update files for macOS; replace the program by the new one"
    ),
)
