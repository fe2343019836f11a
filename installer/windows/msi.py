"""Builds the MSI package from a payload folder with wixl: for all users, by group policy."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from nsis import ICON, PUBLISHER
from packer import require_packer, run_packer
from payload_files import WINDOWED, Payload

# Says to Windows which packages replace one another. It must never change.
UPGRADE_CODE = uuid.UUID("c2d5e3a6-6e5f-4c0b-9d0e-0f6a7b1f4d53")
# Names of this project's components and products, for uuid5.
_NAMESPACE = uuid.UUID("5b6a2f0e-5d0c-4b6c-8f0a-6d1f7f7a9e11")
_SCHEMA = "http://schemas.microsoft.com/wix/2006/wi"
_NEWER_INSTALLED = (
    "A newer version of SkinVL is installed, and this one would not understand its data. "
    "Remove it first if you have to go back; data stay."
)
_INSTALLED_BY_SETUP = (
    "SkinVL was installed for all users by its set-up program; remove that first, data stay."
)


def make_product_code(version: str) -> str:
    """One for each version, the same for each build of it."""
    return write_code(uuid.uuid5(_NAMESPACE, f"product/{version}"))


def make_component_code(version: str, path: PurePosixPath) -> str:
    """That of the component which is this one file in this version; each build has the same.

    Not one code for all versions: before the old version is removed, Windows compares the files
    of a component with those that are there, takes one without a version in the package (wixl
    writes none) for the older one, and would leave it out.
    """
    return write_code(uuid.uuid5(_NAMESPACE, f"component/{version}/{path}"))


def write_code(code: uuid.UUID) -> str:
    """As the Windows Installer reads it, which knows capital letters only."""
    return f"{{{code}}}".upper()


def write_package(payload: Payload) -> bytes:
    """The description of the package for wixl: each file is a component of its own.

    Sources are relative to the payload: wixl knows no absolute paths.
    """
    wix = ElementTree.Element("Wix", xmlns=_SCHEMA)
    product = _add(
        wix, "Product", Id=make_product_code(payload.version), Name="SkinVL",
        Version=payload.version, Manufacturer=PUBLISHER, Language="1033",
        UpgradeCode=write_code(UPGRADE_CODE),
    )  # fmt: skip
    _add(
        product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine",
        Manufacturer=PUBLISHER, Languages="1033",
        Description="SkinVL, research software, not a medical device",
    )  # fmt: skip
    _add(product, "Media", Id="1", Cabinet="skinvl.cab", EmbedCab="yes")
    _add(product, "MajorUpgrade", DowngradeErrorMessage=_NEWER_INSTALLED)
    _refuse_beside_setup(product)
    # Files of one version belong together: each is written, whatever lies there.
    _add(product, "Property", Id="REINSTALLMODE", Value="amus")
    _add(product, "Property", Id="ARPNOMODIFY", Value="1")
    _add(product, "Property", Id="ARPNOREPAIR", Value="1")
    if ICON.is_file():
        _add(product, "Icon", Id="skinvl.ico", SourceFile=ICON.name)
        _add(product, "Property", Id="ARPPRODUCTICON", Value="skinvl.ico")
    components = [*_add_files(product, payload), _add_registration(product, payload.version)]
    feature = _add(product, "Feature", Id="SkinVL", Title="SkinVL", Level="1")
    for component in components:
        _add(feature, "ComponentRef", Id=component)
    ElementTree.indent(wix)
    written: bytes = ElementTree.tostring(wix, encoding="utf-8", xml_declaration=True)
    return written


def build_msi(payload: Payload, output: Path, work: Path) -> Path:
    """Make the package `output`; `work` takes the description.

    Raises:
        PayloadError: wixl is absent, or refused; its words are in the message.
    """
    require_packer("wixl", "wixl")
    work.mkdir(parents=True, exist_ok=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    description = work / "skinvl.wxs"
    description.write_bytes(write_package(payload))
    if ICON.is_file():
        shutil.copyfile(ICON, work / ICON.name)
    command = ["wixl", "--arch", "x64", "--output", str(output.resolve())]
    # wixl looks for sources where it runs, and for the icon beside the description.
    run_packer([*command, str(description.resolve())], payload.folder)
    return output


def _refuse_beside_setup(product: ElementTree.Element) -> None:
    """Two programs would share one folder if the set-up program had installed for all users."""
    found = _add(product, "Property", Id="INSTALLEDBY")
    _add(
        found, "RegistrySearch", Id="installedby", Root="HKLM", Key=r"Software\SkinVL", Name="By",
        Type="raw", Win64="yes",
    )  # fmt: skip
    condition = _add(product, "Condition", Message=_INSTALLED_BY_SETUP)
    condition.text = 'Installed OR NOT (INSTALLEDBY = "setup")'


def _add(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, tag, attributes)


def _name(prefix: str, path: PurePosixPath) -> str:
    """An identifier: at most 72 letters, digits, dots and underscores."""
    return f"{prefix}_{hashlib.sha256(str(path).encode()).hexdigest()[:24]}"


def _add_files(product: ElementTree.Element, payload: Payload) -> list[str]:
    root = _add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = _add(root, "Directory", Id="ProgramFiles64Folder")
    top = PurePosixPath(".")
    folders = {top: _add(programs, "Directory", Id="INSTALLDIR", Name="SkinVL")}
    for folder in payload.folders:
        folders[folder] = _add(
            folders[folder.parent], "Directory", Id=_name("d", folder), Name=folder.name
        )
    _add(root, "Directory", Id="ProgramMenuFolder")
    components = []
    for file in payload.files:
        component = _add(
            folders[file.path.parent], "Component", Id=_name("c", file.path),
            Guid=make_component_code(payload.version, file.path), Win64="yes",
        )  # fmt: skip
        _add(
            component, "File", Id=_name("f", file.path), Name=file.path.name, KeyPath="yes",
            Source=str(file.path),
        )  # fmt: skip
        if str(file.path) == WINDOWED:
            _add(
                component, "Shortcut", Id="menu", Directory="ProgramMenuFolder", Name="SkinVL",
                Target=f"[INSTALLDIR]{WINDOWED}", WorkingDirectory="INSTALLDIR",
            )  # fmt: skip
        components.append(component.attrib["Id"])
    return components


def _add_registration(product: ElementTree.Element, version: str) -> str:
    """What the other set-up looks for, Start > Run, and the type of model bundles."""
    folder = _add(product, "DirectoryRef", Id="INSTALLDIR")
    code = make_component_code(version, PurePosixPath("registration"))
    component = _add(folder, "Component", Id="registration", Guid=code, Win64="yes")
    paths = r"Software\Microsoft\Windows\CurrentVersion\App Paths\skinvl.exe"
    bundle = r"Software\Classes\SkinVL.Bundle"
    values = [
        (r"Software\SkinVL", "By", "msi"),
        (r"Software\SkinVL", "Version", version),
        (r"Software\SkinVL", "InstallDir", "[INSTALLDIR]"),
        (paths, None, "[INSTALLDIR]skinvl.exe"),
        (r"Software\Classes\.skinvl", None, "SkinVL.Bundle"),
        (bundle, None, "SkinVL model bundle"),
        (rf"{bundle}\DefaultIcon", None, f"[INSTALLDIR]{WINDOWED},0"),
        (rf"{bundle}\shell\open\command", None, f'"[INSTALLDIR]{WINDOWED}" "%1"'),
    ]
    for number, (key, name, value) in enumerate(values):
        named = {"Name": name} if name else {}
        _add(
            component, "RegistryValue", Id=f"r{number}", Root="HKLM", Key=key, Value=value,
            Type="string", KeyPath="yes" if number == 0 else "no", **named,
        )  # fmt: skip
    return "registration"
