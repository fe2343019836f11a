"""Collects what a .deb needs on a bare Debian: `python installer/linux/dependencies.py DEB`.

Run it where there is a network; the folder then goes onto the stick beside the package, and
`dpkg -i FOLDER/*.deb` installs both. apt resolves the dependencies in a bare system, so that
nothing is left out because this computer has it already. Needs root and debootstrap.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from minimal_system import SUITES, lacks, minimal_system

RESOLVER = "/etc/resolv.conf"


def collect(package: Path, out: Path, suite: str = SUITES[0]) -> list[Path]:
    """Download every package that a bare system of a release needs for a package; the files.

    Raises:
        subprocess.CalledProcessError: apt found no solution or no network.
    """
    out.mkdir(parents=True, exist_ok=True)
    with minimal_system(suite) as system:
        shutil.copyfile(RESOLVER, system.outside(RESOLVER))
        shutil.copyfile(package, system.outside("/tmp/package.deb"))
        (system.outside("/tmp/debs/partial")).mkdir(parents=True)
        options = ["-q", "-y", "--no-install-recommends", "--download-only"]
        places = ["-o", "Dir::Cache::archives=/tmp/debs", "-o", "APT::Sandbox::User=root"]
        # With the network of this computer: only here, and only apt.
        for words in (["update", "-q"], ["install", *options, *places, "/tmp/package.deb"]):
            subprocess.run(
                ["chroot", system.root, "apt-get", *words],
                check=True,
                stdout=subprocess.DEVNULL,
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"},
            )
        files = []
        for file in sorted(system.outside("/tmp/debs").glob("*.deb")):
            files.append(Path(shutil.copy(file, out / file.name.replace("%3a", "-"))))
    return files


def main() -> None:
    """Collect them and print how many and how large."""
    parser = argparse.ArgumentParser(description="Collect the packages that a .deb needs.")
    parser.add_argument("package", type=Path, metavar="DEB")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: debs beside the package")
    parser.add_argument("--suite", default=SUITES[0], help=f"release (default: {SUITES[0]})")
    args = parser.parse_args()
    reason = lacks()
    if reason is not None:
        sys.exit(f"installer: {reason}")
    name = "debs" if args.suite == SUITES[0] else f"debs-{args.suite}"
    out = args.out or args.package.parent / name
    files = collect(args.package, out, args.suite)
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"installer: {len(files)} packages, {size:.1f} MB, in {out}")


if __name__ == "__main__":
    main()
