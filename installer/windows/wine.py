"""A Windows of Wine's in a folder of its own, for trying what was built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

_SECONDS = 300


class Wine:
    """One Wine prefix; it is made when the object is made, which takes about fifteen seconds."""

    def __init__(self, prefix: Path) -> None:
        self._environment = {
            "WINEPREFIX": str(prefix),
            # No warnings, no windows, no browser and .NET of Wine's own.
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LANG": "C.UTF-8",
            "HOME": str(prefix.parent),
            "USER": "somebody",
            "PATH": os.environ.get("PATH", os.defpath),
        }
        self.drive = prefix / "drive_c"
        self.run("wineboot", "-i")

    @staticmethod
    def is_there() -> bool:
        """Whether Wine is installed."""
        return shutil.which("wine") is not None and shutil.which("wineserver") is not None

    def say_windows_10(self) -> None:
        """Pass for Windows 10; Wine 8 passes for Windows 7 by itself."""
        self.run("winecfg", "-v", "win10")

    def run(self, *command: str | Path, extra: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Exit code and output of a Windows program. A path is one of this computer."""
        words = [str(word) for word in command]
        environment = self._environment | dict(extra or {})
        result = subprocess.run(
            ["wine", *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
        return result.returncode, result.stdout.decode("utf-8", "replace")

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A Windows program that goes on running, and has printed its first line."""
        program = subprocess.Popen(
            ["wine", *command],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert program.stdout is not None
        program.stdout.readline()
        return program

    def wait(self) -> None:
        """Wait until every Windows program has ended."""
        subprocess.run(["wineserver", "-w"], env=self._environment, timeout=_SECONDS, check=False)

    def end(self) -> None:
        """End every Windows program of this prefix."""
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False)

    def find(self, path: str) -> Path:
        """Where a path of drive C: is on this computer."""
        return self.drive / PurePosixPath(PureWindowsPath(path).as_posix()).relative_to("C:")

    def read_value(self, key: str, name: str | None) -> str | None:
        """A registry value, None where there is none; `name` None for the unnamed one."""
        which = ["/v", name] if name is not None else ["/ve"]
        code, printed = self.run("reg", "query", key, *which)
        found = re.search(r"    REG_(?:EXPAND_)?(?:SZ|DWORD)    (.*?)\r?$", printed, re.MULTILINE)
        return found.group(1) if code == 0 and found else None

    def ask(self, variable: str) -> str:
        """The value of an environment variable in there, such as LOCALAPPDATA."""
        return self.run("cmd", "/c", f"echo %{variable}%")[1].strip()
