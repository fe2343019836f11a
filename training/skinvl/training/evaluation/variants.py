"""Opening one variant of a bundle, where `load_bundle` takes the best one for the provider."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Literal

from skinvl.contract.errors import ConfigError
from skinvl.runtime.bundle import Bundle
from skinvl.runtime.models import open_models
from skinvl.runtime.provider import choose_provider, count_threads
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.verify import verify_bundle

# From the most precise on; what is not listed counts as less precise than these.
PRECISIONS = ("fp32", "bf16", "fp16", "int8", "int4")


def open_variants(
    folder: Path,
    wanted: tuple[str, ...],
    *,
    provider: Literal["auto", "cpu", "cuda"],
    threads: int | None,
) -> list[Bundle]:
    """The variants of a bundle, the most precise first; none wanted means all.

    Raises:
        SkinVLError: the bundle cannot be used.
        ConfigError: a variant that the bundle does not have for the provider, or fewer than two.
    """
    verified = verify_bundle(folder, read_trusted_keys(None))
    chosen = choose_provider(provider).provider
    usable = {v.precision: v for v in verified.manifest.variants if chosen in v.providers}
    missing = [name for name in wanted if name not in usable]
    if missing:
        have = ", ".join(usable) or "none"
        raise ConfigError([f"--variants: {', '.join(missing)}: not for {chosen}; it has {have}"])
    names = sorted(wanted or usable, key=_rank)
    if len(names) < 2:
        raise ConfigError(
            [f"{folder}: one variant for {chosen}; give --against with another bundle"]
        )
    opened = []
    for name in names:
        manifest = dataclasses.replace(verified.manifest, variants=(usable[name],))
        alone = dataclasses.replace(verified, manifest=manifest)
        opened.append(Bundle(alone, open_models(alone, chosen, count_threads(threads))))
    return opened


def graph_hashes(bundle: Bundle) -> dict[str, str]:
    """sha256 of each graph of the variant in use, by role."""
    variant = next(v for v in bundle.info.variants if v.precision == bundle.precision)
    return {role: bundle.info.files[name].sha256 for role, name in sorted(variant.graphs.items())}


def _rank(name: str) -> tuple[int, str]:
    return (PRECISIONS.index(name) if name in PRECISIONS else len(PRECISIONS), name)
