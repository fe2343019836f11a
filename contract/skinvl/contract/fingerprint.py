"""One hash over everything that samples, checkpoint and bundle must agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from skinvl.contract.answer import GRAMMAR_VERSION
from skinvl.contract.errors import ContractMismatch
from skinvl.contract.ontology import ontology
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate
from skinvl.contract.record import canonical_json, read_record, write_record


def fingerprint(
    preprocess: PreprocessSpec, ontology_identity: str, prompt: PromptTemplate, grammar_version: str
) -> str:
    """sha256 hex over the canonical JSON of the four; `Ontology.identity` is version and digest."""
    record = {
        "preprocess": preprocess.to_json(),
        "ontology": ontology_identity,
        "prompt": prompt.to_json(),
        "grammar_version": grammar_version,
    }
    return hashlib.sha256(canonical_json(record)).hexdigest()


@dataclass(frozen=True)
class ContractRecord:
    """The contract as a checkpoint (``skinvl.json``) and a bundle (``bundle.json``) carry it."""

    fingerprint: str
    preprocess: PreprocessSpec
    prompt: PromptTemplate
    ontology_version: str
    grammar_version: str

    @staticmethod
    def make(preprocess: PreprocessSpec, prompt: PromptTemplate) -> ContractRecord:
        """The record under the ontology and the grammar of this version of SkinVL."""
        terms = ontology()
        return ContractRecord(
            fingerprint=fingerprint(preprocess, terms.identity, prompt, GRAMMAR_VERSION),
            preprocess=preprocess,
            prompt=prompt,
            ontology_version=terms.version,
            grammar_version=GRAMMAR_VERSION,
        )

    def check(self, file: str | Path) -> None:
        """Check that this record, found in `file`, is of the contract of this version.

        Raises:
            ContractMismatch: another ontology or grammar, or a record that was altered.
        """
        present = ContractRecord.make(self.preprocess, self.prompt)
        for what, expected, found in (
            ("ontology", present.ontology_version, self.ontology_version),
            ("answer grammar", present.grammar_version, self.grammar_version),
            ("fingerprint", present.fingerprint, self.fingerprint),
        ):
            if expected != found:
                raise ContractMismatch(file, f"{what} {expected}", f"{what} {found}")

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back."""
        return cast(dict[str, Any], write_record(self))

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> ContractRecord:
        """Read what `to_json` wrote; `check` says whether it fits.

        Raises:
            ValueError: a key is missing, unknown or wrong; names it.
        """
        return read_record(ContractRecord, record, "")
