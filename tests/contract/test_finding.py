from __future__ import annotations

import json

import pytest

from skinvl.contract.errors import ImageTruncated
from skinvl.contract.finding import Abstain, Finding, Ranked, Stamp
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.quality import Quality

STAMP = Stamp("skinvl-mini", "a" * 64, "cpu", "int8", "0.1.0", "b" * 64, "2026-01-01T00:00:00Z")
FINDING = Finding(
    file="a.jpg",
    status="ok",
    error=None,
    modality="dermoscopy",
    modality_probabilities={"dermoscopy": 0.9, "clinical": 0.1},
    quality=Quality("limited", ("blurred",)),
    abstain=Abstain(False, None),
    differential=(
        Ranked(DiagnosisCode("melanoma"), "Melanoma", 0.7, "mel", "malignant"),
        Ranked(DiagnosisCode("psoriasis"), "Psoriasis", 0.3, None, "inflammatory"),
    ),
    groups={"malignant": 0.7, "inflammatory": 0.3},
    malignant=0.7,
    conformal_set=(DiagnosisCode("melanoma"),),
    description="Dermoscopic image.",
    description_agrees=True,
    answer=None,
    stamp=STAMP,
)
PROMISED = {
    "file",
    "status",
    "error",
    "modality",
    "quality",
    "abstain",
    "differential",
    "malignant",
    "conformal_set",
    "description",
    "answer",
    "stamp",
}


def test_the_promised_keys_are_there() -> None:
    record = json.loads(json.dumps(FINDING.to_json()))
    assert set(record) >= PROMISED
    assert record["quality"] == {"verdict": "limited", "reasons": ["blurred"]}
    assert record["abstain"] == {"value": False, "reason": None}
    assert set(record["differential"][0]) >= {"code", "name", "probability", "ham10000"}
    assert set(record["stamp"]) == {
        "bundle",
        "bundle_sha256",
        "provider",
        "precision",
        "app_version",
        "image_sha256",
        "time",
    }


def test_json_both_ways() -> None:
    for finding in (FINDING, Finding.failed("b.jpg", "broken")):
        assert Finding.from_json(json.loads(json.dumps(finding.to_json()))) == finding


def test_a_failed_finding_says_why_and_nothing_else() -> None:
    finding = Finding.failed("b.jpg", ImageTruncated("b.jpg", "ends early"), STAMP)
    assert (finding.status, finding.error) == ("failed", "b.jpg: ends early")
    assert finding.abstain.value
    assert finding.top is None
    assert finding.malignant is None
    assert set(finding.to_json()) == set(FINDING.to_json())
    assert Finding.failed("c.jpg", ValueError()).error == "ValueError"


def test_top() -> None:
    assert FINDING.top is not None
    assert FINDING.top.code == "melanoma"


def test_a_wrong_record_is_refused() -> None:
    with pytest.raises(ValueError, match="status"):
        Finding.from_json({**FINDING.to_json(), "status": "maybe"})
