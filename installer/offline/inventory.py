"""Writes the bill of materials and the third-party notices into a frozen folder.

PYTHON-OF-THE-BUILD-ENVIRONMENT installer/offline/inventory.py [FROZEN]
"""

from __future__ import annotations

import sys
from pathlib import Path

import notices
import parts
import sbom

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    frozen = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "skinvl"
    try:
        found = parts.list_parts(frozen)
        notices.write_notices(found, frozen / notices.FILE)
        sbom.write_sbom(found, frozen, frozen / sbom.FILE)
    except (parts.Untraced, notices.NoLicenceText, ValueError) as error:
        sys.exit(f"inventory: {error}")
    print(f"inventory: {len(found)} parts in {sbom.FILE} and {notices.FILE}")


if __name__ == "__main__":
    main()
