"""The public archives that can be imported: one line each, read by the module it names."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from skinvl.dataset.sources.collection import Collection

Reader: TypeAlias = "Callable[..., Collection]"
"""``read(folder, *, licence, modality, **options)``; every reader takes licence and modality."""


@dataclass(frozen=True)
class Archive:
    """Where the reader of an archive stands (module and function) and what it also takes.

    ``options`` are names of fields of `ImportConfig` that the reader takes beside the folder,
    licence and modality: ``masks``, ``splits``.
    """

    module: str
    function: str
    summary: str
    options: tuple[str, ...] = ()

    def reader(self) -> Reader:
        """The reader, imported when it is asked for."""
        module = importlib.import_module(f"skinvl.dataset.sources.{self.module}")
        return cast("Reader", getattr(module, self.function))


ARCHIVES: dict[str, Archive] = {
    "ham10000": Archive("ham10000", "read_ham10000", "HAM10000", ("masks",)),
    "isic": Archive("isic", "read_isic", "ISIC challenges 2017, 2018", ("masks", "splits")),
    "isic2019": Archive("isic2019", "read_isic2019", "ISIC challenge 2019"),
    "isic-archive": Archive("isic_archive", "read_isic_archive", "any ISIC Archive collection"),
    "bcn20000": Archive("bcn20000", "read_bcn20000", "BCN20000"),
    "hiba": Archive("isic_archive", "read_hiba", "HIBA skin lesions"),
    "mskcc": Archive("isic_archive", "read_mskcc", "MSKCC collections"),
    "fitzpatrick17k": Archive("fitzpatrick17k", "read_fitzpatrick17k", "Fitzpatrick17k"),
    "pad-ufes-20": Archive("pad_ufes_20", "read_pad_ufes_20", "PAD-UFES-20"),
    "ddi": Archive("ddi", "read_ddi", "Diverse Dermatology Images"),
    "scin": Archive("scin", "read_scin", "Skin Condition Image Network"),
    "dermnet": Archive("dermnet", "read_dermnet", "Dermnet, 23 class folders"),
    "patch16": Archive("patch16", "read_patch16", "Patch16, tiles of skin histology"),
    "folder": Archive("folder", "read_folder", "a folder of one's own", ("masks",)),
}
"""Kinds of ``skinvl dataset import``, in the order in which help names them."""
