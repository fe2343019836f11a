"""Builds the set-up program from a payload folder with makensis, which also runs on Linux."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from packer import require_packer, run_packer
from payload_files import Payload

HERE = Path(__file__).resolve().parent
ICON = HERE.parent / "icons" / "skinvl.ico"
PUBLISHER = "SkinVL contributors"
STAGING = "skinvl-setup.new"
# What `_internal` is called for a moment, to find out whether a program has a file in it open.
ASIDE = "_internal.aside"
_MEGABYTE = 1 << 20


def write_script(payload: Payload, output: Path, file: Path) -> None:
    """Write what `skinvl.nsi` includes: names, sizes, and each file of the payload once.

    The macros know the names at its top, unpack it, move it into its place, and delete it file by
    file: a set-up program must not delete what it did not bring.
    """
    defined = {
        "VERSION": payload.version,
        "PUBLISHER": PUBLISHER,
        "OUTPUT": str(output.resolve()),
        "STAGING": STAGING,
        "ASIDE": ASIDE,
        "PAYLOAD_KB": str(-(-payload.size // 1024)),
        "PAYLOAD_MB": str(-(-payload.size // _MEGABYTE)),
        "LONGEST": str(payload.longest),
    }
    if ICON.is_file():
        defined["ICON"] = str(ICON)
    lines = [f'!define {name} "{value}"' for name, value in defined.items()]
    lines += [*_know(payload), *_extract(payload), *_move(payload), *_delete(payload)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def build_setup(payload: Payload, output: Path, work: Path) -> Path:
    """Make the set-up program `output`; `work` takes the generated script.

    Raises:
        PayloadError: makensis is absent, or refused; its words are in the message.
    """
    require_packer("makensis", "nsis")
    work.mkdir(parents=True, exist_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    generated = work / "payload.nsh"
    write_script(payload, output, generated)
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DGENERATED={generated}"]
    run_packer([*command, str(HERE / "skinvl.nsi")], HERE)
    return output


def _windows(path: PurePosixPath) -> str:
    return str(PureWindowsPath(path))


def _know(payload: Payload) -> list[str]:
    """A folder with these names alone is one that a set-up was interrupted in."""
    tops = {file.path.parts[0] for file in payload.files}
    names = {".", "..", STAGING, ASIDE, "uninstall.exe", *tops}
    lines = ["!macro KnowName NAME RESULT"]
    for name in sorted(names):
        lines += [f'${{If}} ${{NAME}} == "{name}"', "StrCpy ${RESULT} 1", "${EndIf}"]
    return [*lines, "!macroend"]


def _extract(payload: Payload) -> list[str]:
    lines, current = ["!macro ExtractPayload TARGET"], None
    for file in sorted(payload.files, key=lambda file: (file.path.parent, file.path.name)):
        if file.path.parent != current:
            current = file.path.parent
            folder = "" if current == PurePosixPath(".") else f"\\{_windows(current)}"
            lines.append(f'SetOutPath "${{TARGET}}{folder}"')
        lines.append(f'File "{payload.folder.resolve() / file.path}"')
    return [*lines, "!macroend"]


def _move(payload: Payload) -> list[str]:
    lines = ["!macro MovePayload FROM TO"]
    lines += [f'CreateDirectory "${{TO}}\\{_windows(folder)}"' for folder in payload.folders]
    for file in payload.files:
        name = _windows(file.path)
        lines += [
            f'Delete "${{TO}}\\{name}"',
            f'Rename "${{FROM}}\\{name}" "${{TO}}\\{name}"',
            *_note_failure(name),
        ]
    return [*lines, "!macroend"]


def _delete(payload: Payload) -> list[str]:
    lines = ["!macro DeletePayload FROM"]
    for file in payload.files:
        name = _windows(file.path)
        lines += [f'Delete "${{FROM}}\\{name}"', *_note_failure(name)]
    lines += [f'RMDir "${{FROM}}\\{_windows(folder)}"' for folder in reversed(payload.folders)]
    return [*lines, "ClearErrors", "!macroend"]


def _note_failure(name: str) -> list[str]:
    return ["IfErrors 0 +3", f'StrCpy $FailedFile "{name}"', "ClearErrors"]
