"""The software bill of materials in CycloneDX 1.6, from the parts of a frozen folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from parts import Part

FILE = "sbom.cdx.json"


def write_sbom(parts: Sequence[Part], frozen: Path, file: Path) -> None:
    """Write the bill of materials and check it against the schema.

    Args:
        parts: of `list_parts`; exactly one is the program itself.
        frozen: its model bundle becomes a component with its hash.

    Raises:
        ValueError: it does not satisfy the schema.
    """
    (own,) = [part for part in parts if part.kind == "own"]
    root = _describe(own, ComponentType.APPLICATION)
    bom = Bom()
    bom.metadata.component = root
    others = [part for part in parts if part.kind != "own"]
    components = {part: _describe(part) for part in others}
    carriers = {part.name: component for part, component in components.items() if not part.within}
    for part in others:
        if part.within:
            bom.register_dependency(carriers[part.within], [components[part]])
    models = [_describe_model(manifest) for manifest in sorted(frozen.rglob("bundle.json"))]
    for component in (*components.values(), *models):
        bom.components.add(component)
    bom.register_dependency(root, [*carriers.values(), *models])
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    trouble = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if trouble is not None:
        raise ValueError(f"the bill of materials does not satisfy CycloneDX 1.6: {trouble}")
    file.write_text(text + "\n", encoding="utf-8")


def _describe(part: Part, kind: ComponentType = ComponentType.LIBRARY) -> Component:
    component = Component(
        name=part.name,
        version=part.version,
        type=kind,
        bom_ref=f"{part.within or part.kind}:{part.name}@{part.version}",
        purl=PackageURL.from_string(part.purl) if part.purl else None,
    )
    if part.licence:
        component.licenses.add(LicenseFactory().make_from_string(part.licence))
    if part.home:
        website = ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.home))
        component.external_references.add(website)
    component.properties.update(Property(name="skinvl:file", value=name) for name in part.files)
    return component


def _describe_model(manifest: Path) -> Component:
    content = manifest.read_bytes()
    facts = json.loads(content)
    model = Component(
        name=facts["name"],
        version=facts["version"],
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"model:{facts['name']}@{facts['version']}",
    )
    # The manifest names the hash of every other file of the bundle, and is signed.
    digest = hashlib.sha256(content).hexdigest()
    model.hashes.add(HashTypeFactory().from_hashlib_alg("sha256", digest))
    return model
