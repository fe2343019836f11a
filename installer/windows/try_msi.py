"""The MSI package under Wine: installation, upgrade, refusals, removal."""

from __future__ import annotations

from collections.abc import Iterator

from try_place import Place, compare
from wine import Wine

FOLDER = r"C:\Program Files\SkinVL"


def try_msi(wine: Wine, old: Place, new: Place) -> Iterator[tuple[str, bool]]:
    """Each check with its outcome; nothing is installed at the end."""
    here = wine.find(FOLDER)
    code, _ = wine.run("msiexec", "/i", old.package, "/qn", "/l*v", r"C:\skinvl-msi.log")
    yield "MSI: silent installation", code == 0 and not compare(old.payload, here)
    said = wine.read_value(r"HKLM\Software\SkinVL", "By")
    yield "MSI: start menu and registry", said == "msi" and bool(_links(wine))
    code, _ = wine.run(new.setup, "/S", "/AllUsers")
    yield "MSI: the set-up is refused beside it with 9", code == 9
    code, _ = wine.run("msiexec", "/i", new.package, "/qn")
    yield "MSI: upgrade leaves new files only", code == 0 and not compare(new.payload, here)
    code, _ = wine.run("msiexec", "/i", old.package, "/qn")
    yield "MSI: downgrade is refused", code != 0 and not compare(new.payload, here)
    code, _ = wine.run("msiexec", "/x", new.package, "/qn")
    left = [path for path in here.rglob("*") if path.is_file()]
    yield "MSI: removed", code == 0 and not left and not _links(wine)
    gone = wine.read_value(r"HKLM\Software\SkinVL", "Version") is None
    yield "MSI: the registry is clean", gone


def _links(wine: Wine) -> list[object]:
    return list(wine.drive.rglob("SkinVL.lnk"))
