"""A payload of a few files, to try the set-ups with in seconds."""

from __future__ import annotations

from pathlib import Path

from payload import compile_programs
from payload_files import Payload, read_payload

# Names that a set-up could stumble over: a space, no suffix, a deep folder, signs of NSIS and MSI.
_CONTENT = {
    "_internal/LICENSE": b"licence\n",
    "_internal/base_library.zip": b"PK\x05\x06" + bytes(18),
    "_internal/numpy.libs/a-63c857e7.dll": bytes(range(256)) * 300,
    "_internal/skinvl/desktop/core/help/de/01-reading.md": "Über Bilder\n".encode(),
    "_internal/skinvl/runtime/_bundles/skinvl-mini/golden/lesion 1 (it's).png": b"\x89PNG;#@!\n",
    "_internal/empty/nothing": b"",
}


def make_miniature(folder: Path, version: str) -> Payload:
    """A payload folder with the stand-in programs and one file that no other version has.

    Raises:
        PayloadError: there is no compiler for Windows.
    """
    own = f"_internal/only-{version}/library-{version}.dll"
    for name, content in {**_CONTENT, own: version.encode()}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    compile_programs(folder, version)
    return read_payload(folder, version)
