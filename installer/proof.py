"""The frozen program proves itself, without a display and without Python's own settings.

`python installer/proof.py FOLDER`, with the Python of an environment that has the wheel.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

WINDOWS = sys.platform == "win32"
# What a program needs of its surroundings on Windows, beside a search path.
_KEPT = ("COMSPEC", "NUMBER_OF_PROCESSORS", "PATHEXT", "SYSTEMDRIVE", "SYSTEMROOT", "WINDIR")


class NotProven(Exception):
    """What the frozen program was asked and did not do, in one line."""


@dataclass(frozen=True)
class Program:
    """A frozen program and the empty folder that it takes for the user's home."""

    folder: Path
    home: Path

    @property
    def executable(self) -> Path:
        """The program with a console."""
        return self.folder / ("skinvl.exe" if WINDOWS else "skinvl")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Start it and wait for it; nothing of the build environment reaches it."""
        places = ("APPDATA", "HOME", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR", "USERPROFILE")
        environment = {name: str(self.home) for name in places}
        environment |= {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment |= {"LANG": "C.UTF-8", "PATH": os.defpath}
        environment |= {"SKINVL_CONFIG": str(self.home / "config")}
        return subprocess.run(
            [str(self.executable), *arguments],
            cwd=self.home,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def ask(self, *arguments: str) -> str:
        """What it prints.

        Raises:
            NotProven: it ended with an error.
        """
        result = self.run(*arguments)
        if result.returncode != 0:
            said = "\n".join((result.stdout + result.stderr).strip().splitlines()[-12:])
            raise NotProven(
                f"the frozen `skinvl {' '.join(arguments)}` ended with {result.returncode}: {said}"
            )
        return result.stdout

    def find(self, pattern: str) -> list[Path]:
        """Files in the folder, sorted."""
        return sorted(self.folder.rglob(pattern))


def prove(folder: Path, home: Path) -> None:
    """Let the program do everything that needs no window.

    Args:
        folder: what was frozen.
        home: an empty folder, for everything that is written.

    Raises:
        NotProven: a step failed; those before it were printed.
    """
    program = Program(folder, home)
    steps: tuple[tuple[str, Callable[[Program], None]], ...] = (
        ("version and help", prove_version),
        ("self-test", prove_self_test),
        ("model packed, installed and tried", prove_model),
        ("sample image diagnosed", prove_diagnosis),
        ("folder of images and DICOM files reviewed", prove_review),
    )
    if sys.platform.startswith("linux"):
        # Elsewhere there is always a display: the workstation would open its window and stay.
        steps += (("report written", prove_report),)
    for name, step in steps:
        step(program)
        print(f"proof: {name}", flush=True)


def prove_version(program: Program) -> None:
    """One line for an inventory, and a help in which every command can be loaded."""
    line = program.ask("--version")
    if not line.startswith("skinvl ") or line.count("\n") != 1:
        raise NotProven(f"--version said {line!r}")
    overview = program.ask("--help")
    if "not available" in overview or "desktop" not in overview:
        raise NotProven(f"--help said {overview!r}")


def prove_self_test(program: Program) -> None:
    """Model, golden images, store, every module, fonts, languages, help."""
    result = program.run("selftest", "--json")
    try:
        checks = json.loads(result.stdout)["checks"]
    except ValueError as error:
        raise NotProven(f"no answer; {result.stderr[-2000:]}") from error
    failed = [f"{check['name']}: {check['detail']}" for check in checks if check["ok"] is False]
    if failed or result.returncode != 0:
        raise NotProven("; ".join(failed) or f"ended with {result.returncode}")


def prove_model(program: Program) -> None:
    """A model comes as one file, is tried in a child process, and is active afterwards."""
    (manifest,) = program.find("_bundles/skinvl-mini/bundle.json")
    file = program.home / "again.skinvl"
    program.ask("bundle", "pack", str(manifest.parent), "--out", str(file))
    program.ask("bundle", "install", str(file))
    program.ask("bundle", "verify")


def prove_diagnosis(program: Program) -> None:
    """The whole differential of the sample image."""
    (sample,) = program.find("desktop/assets/sample.png")
    finding = json.loads(program.ask("diagnose", "--json", str(sample)))
    if finding["status"] != "ok" or not finding["differential"]:
        raise NotProven(f"the sample image was not diagnosed: {finding['error']}")


def prove_review(program: Program) -> None:
    """Images of each kind are read by worker processes, none is missing."""
    folder, out = program.home / "images", program.home / "results"
    folder.mkdir()
    (sample,) = program.find("desktop/assets/sample.png")
    with Image.open(sample) as image:
        pixels = image.convert("RGB")
    pixels.save(folder / "one.jpg", quality=92)
    pixels.save(folder / "two.tif")
    write_dicom(pixels, folder / "plain.dcm")
    write_dicom(pixels, folder / "jpeg.dcm", "JPEG")
    write_dicom(pixels, folder / "jpeg-2000.dcm", "JPEG2000")
    counts = json.loads(program.ask("review", str(folder), "--out", str(out), "--json"))
    if (counts["read"], counts["failed"]) != (len(list(folder.iterdir())), 0):
        raise NotProven(f"of the images in the folder the review says {counts}")
    if not (out / "results.csv").is_file() or not (out / "report.html").is_file():
        raise NotProven("the review wrote no results")


def prove_report(program: Program) -> None:
    """The workstation's PDF, of a DICOM file, drawn without a display."""
    report = program.home / "report.pdf"
    program.ask("desktop", str(program.home / "images" / "plain.dcm"), "--report", str(report))
    if not report.read_bytes().startswith(b"%PDF-"):
        raise NotProven("the workstation wrote no report")


def write_dicom(image: Image.Image, file: Path, kind: str | None = None) -> None:
    """A photograph as DICOM; PS3.3, A.32.4 (VL Photographic Image).

    Args:
        image: in colour.
        file: where.
        kind: Pillow's name of the format in which the pixels are packed, None for plain ones.
    """
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.encaps import encapsulate
    from pydicom.uid import (
        ExplicitVRLittleEndian,
        JPEG2000Lossless,
        JPEGBaseline8Bit,
        VLPhotographicImageStorage,
        generate_uid,
    )

    # PS3.5, 8.2.1 and 8.2.4: what the colours of JPEG and of reversible JPEG 2000 are called.
    syntax, colours = {
        None: (ExplicitVRLittleEndian, "RGB"),
        "JPEG": (JPEGBaseline8Bit, "YBR_FULL_422"),
        "JPEG2000": (JPEG2000Lossless, "YBR_RCT"),
    }[kind]
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = VLPhotographicImageStorage, generate_uid()
    dataset.Modality, dataset.PatientName, dataset.PatientID = "XC", "Test^Frozen", "0"
    dataset.Columns, dataset.Rows = image.size
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 3, colours
    dataset.PlanarConfiguration, dataset.PixelRepresentation = 0, 0
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 8, 8, 7
    if kind is None:
        dataset.PixelData = image.tobytes()
    else:
        packed = io.BytesIO()
        image.save(packed, kind, **({"no_jp2": True} if kind == "JPEG2000" else {"quality": 92}))
        dataset.PixelData = encapsulate([packed.getvalue()])
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta = meta
    dataset.save_as(file, enforce_file_format=True)


def main() -> None:
    """Prove the folder that is named; the exit code is 1 where a step failed."""
    parser = argparse.ArgumentParser(description="Let a frozen program prove itself.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder.resolve()
    with tempfile.TemporaryDirectory() as home:
        try:
            prove(folder, Path(home))
        except NotProven as error:
            sys.exit(f"proof: {error}")


if __name__ == "__main__":
    main()
