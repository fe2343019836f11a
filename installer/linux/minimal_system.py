"""A bare Debian in a folder, without a network, to try a package in.

`debootstrap --variant=minbase` makes it once per release, below `build/linux/`; every try works
in a fresh copy. Needs root, for chroot and namespaces.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

# Debian 12, the oldest that the packages are for, and Debian 13.
SUITES = ("bookworm", "trixie")
MIRROR = "http://deb.debian.org/debian"
CACHE = Path(__file__).resolve().parents[2] / "build" / "linux"
TOOLS = ("debootstrap", "unshare", "chroot")
USER = "anna"
SOCKETS = "/tmp/.X11-unix"

# Runs in namespaces of its own: no interface but a lo that is down, and mounts that nobody else
# sees. $1 is the system, the rest is what runs in it.
_ENTER = f"""
system=$1; shift
mount -t proc none "$system/proc"
mount -t tmpfs none "$system/dev/shm"
mkdir -p "$system{SOCKETS}"
[ ! -d {SOCKETS} ] || mount --bind {SOCKETS} "$system{SOCKETS}"
exec chroot "$@"
"""


def lacks() -> str | None:
    """What keeps a bare system from being made here, in words; None if nothing does."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"{', '.join(missing)} not installed"
    if os.getuid() != 0:
        return "chroot needs root"
    return None


def make_original(suite: str) -> Path:
    """The bare system that is copied; made with the network the first time, in half a minute.

    Args:
        suite: release of Debian.

    Raises:
        subprocess.CalledProcessError: debootstrap failed; its log lies beside.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    original = CACHE / suite
    with (CACHE / f"{suite}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (original / "usr" / "bin" / "dpkg").exists() or (original / "debootstrap").exists():
            shutil.rmtree(original, ignore_errors=True)
            with (CACHE / f"{suite}.log").open("wb") as log:
                # It mounts /proc there; in a namespace of its own that ends with it.
                command = ["debootstrap", "--variant=minbase", suite, str(original), MIRROR]
                subprocess.run(["unshare", "--mount", *command], check=True, stdout=log, stderr=log)
    return original


class MinimalSystem:
    """A copy of the bare system, with one ordinary user.

    Args:
        root: the copy.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home" / USER

    def command(
        self,
        *words: str | Path,
        user: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> list[str]:
        """The command line that runs something in the system, without a network.

        Args:
            words: program and arguments, as the system sees them.
            user: who runs it; root if not given.
            environment: variables besides HOME, PATH and LANG.
        """
        home = f"/home/{user}" if user else "/root"
        given = {
            "HOME": home,
            "LANG": "C.UTF-8",
            "PATH": f"{home}/.local/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            **(environment or {}),
        }
        # The shell goes to the home, as a log-in does.
        inner = ["env", "-i", *(f"{name}={value}" for name, value in given.items())]
        inner += ["sh", "-c", 'cd && exec "$@"', "sh", *map(str, words)]
        whom = [f"--userspec={user}:{user}"] if user else []
        namespaces = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"]
        root = str(self.root)
        return [*namespaces, "sh", "-ec", _ENTER, "sh", root, *whom, root, *inner]

    def run(
        self,
        *words: str | Path,
        user: str | None = None,
        environment: Mapping[str, str] | None = None,
        timeout: float = 600,
    ) -> subprocess.CompletedProcess[str]:
        """Run something in the system and wait for it; see `command`."""
        line = self.command(*words, user=user, environment=environment)
        return subprocess.run(line, capture_output=True, text=True, timeout=timeout)

    def outside(self, file: str) -> Path:
        """A file of the system as this computer sees it."""
        return self.root / file.lstrip("/")


@contextmanager
def minimal_system(suite: str = SUITES[0]) -> Iterator[MinimalSystem]:
    """A fresh bare system, removed at the end.

    Args:
        suite: release of Debian.

    Raises:
        OSError: it cannot be made here; see `lacks`.
        subprocess.CalledProcessError: a command that makes it failed.
    """
    reason = lacks()
    if reason is not None:
        raise OSError(reason)
    original = make_original(suite)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="try-") as scratch:
        root = Path(scratch) / "system"
        subprocess.run(["cp", "-a", "--reflink=auto", original, root], check=True)
        Path(scratch).chmod(0o755)
        system = MinimalSystem(root)
        subprocess.run(["chroot", root, "useradd", "--create-home", USER], check=True)
        yield system


def run_checked(system: MinimalSystem, words: Sequence[str | Path], user: str | None = None) -> str:
    """What a command in the system prints.

    Raises:
        RuntimeError: it ended with another code than 0; says what it wrote last.
    """
    result = system.run(*words, user=user)
    if result.returncode != 0:
        said = (result.stdout + result.stderr).strip()[-600:]
        raise RuntimeError(f"`{' '.join(map(str, words))}` ended with {result.returncode}: {said}")
    return result.stdout
