"""Builds both set-ups for Windows from one payload folder. Run by `make windows`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from msi import build_msi
from nsis import build_setup
from payload import BUILD, ROOT, read_version
from payload_files import PayloadError, read_payload


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the NSIS set-up and the MSI package.")
    parser.add_argument(
        "payload", type=Path, nargs="?", metavar="DIR", default=BUILD / "payload",
        help="the frozen program from Windows, or the stand-in of payload.py (the default)",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="DIR", default=ROOT / "dist")
    parser.add_argument("--version", default=read_version(), help="say another one (for tests)")
    args = parser.parse_args()
    try:
        payload = read_payload(args.payload, args.version)
        builds = {f"{payload.stem}-setup.exe": build_setup, f"{payload.stem}.msi": build_msi}
        for name, build in builds.items():
            start = time.monotonic()
            file = build(payload, args.out / name, args.payload.resolve().parent / "work")
            seconds = time.monotonic() - start
            size = file.stat().st_size / 1e6
            print(f"windows: {file} ({size:.1f} MB, built in {seconds:.0f} s)", flush=True)
    except PayloadError as error:
        print(f"windows: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
