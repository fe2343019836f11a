"""What a frozen folder needs from the system: the C library's version and shared libraries.

Every ELF file says which libraries it loads (NEEDED) and which versions of glibc's symbols it uses.
What the folder does not bring itself has to come from a package of the system; a library that no
table here knows stops the build, so that no dependency is forgotten.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Debian 12 and Ubuntu 22.04 have all of these; packages that newer ones renamed provide the old
# names.
REQUIRED = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "liblzma.so.5": "liblzma5",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libuuid.so.1": "libuuid1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Plug-ins that Qt leaves out when they cannot be loaded. A Wayland desktop brings its libraries,
# and a computer with a printer those of CUPS.
OPTIONAL = {
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

# Part of glibc; the driver of the graphics card; screens without a desktop (linuxfb, eglfs, vnc).
IGNORED = re.compile(
    r"(ld-linux-x86-64|lib(c|m|dl|rt|pthread|resolv|util))\.so\.\d+"
    r"|lib(cuda|nvidia-ml|nvcuvid)\.so\.1"
    r"|lib(drm|gbm)\.so\.\d+|libQt6Network\.so\.6"
)

# Loaded by no name: the keyboard's layouts, what fonts there are, and one font to write with.
FILES = (
    "fontconfig-config",
    "fonts-dejavu-core | fonts-noto-core | fonts-liberation",
    "xkb-data",
)

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)\b")


@dataclass(frozen=True)
class Needs:
    """What the system must bring.

    Attributes:
        glibc: the oldest version of glibc that has every symbol used, such as `2.35`.
        required: library -> Debian package, for those without which no window opens.
        optional: the same, for those without which only a plug-in is left out.
    """

    glibc: str
    required: dict[str, str]
    optional: dict[str, str]

    def depends(self) -> str:
        """The field Depends of a Debian package."""
        packages = sorted({*self.required.values(), *FILES})
        return ", ".join([f"libc6 (>= {self.glibc})", *packages])

    def recommends(self) -> str:
        """The field Recommends of a Debian package; may be empty."""
        return ", ".join(sorted(set(self.optional.values())))


def is_elf(file: Path) -> bool:
    """Whether a file is a program or a library."""
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def read_needs(folder: Path) -> Needs:
    """What a frozen folder needs from the system.

    Raises:
        LookupError: it needs a library that neither the folder nor a table here has.
        OSError: the folder cannot be read, or `objdump` (binutils) is missing.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    brought = {path.name for path in files}
    binaries = [path for path in files if not path.is_symlink() and is_elf(path)]
    said = _describe(binaries)
    missing = set(_NEEDED.findall(said)) - brought
    unknown = sorted(
        name for name in missing - REQUIRED.keys() - OPTIONAL.keys() if not IGNORED.fullmatch(name)
    )
    if unknown:
        raise LookupError(f"{folder} needs {', '.join(unknown)}: add its package to {__file__}")
    versions = {tuple(map(int, version.split("."))) for version in _GLIBC.findall(said)}
    return Needs(
        glibc=".".join(map(str, max(versions, default=(2, 34)))),
        required={name: REQUIRED[name] for name in sorted(missing & REQUIRED.keys())},
        optional={name: OPTIONAL[name] for name in sorted(missing & OPTIONAL.keys())},
    )


def _describe(binaries: list[Path]) -> str:
    if not binaries:
        return ""
    command = ["objdump", "-p", *map(str, binaries)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
