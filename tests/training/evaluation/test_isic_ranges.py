"""ISIC ids in names, and the archives whose range they lie in."""

import pytest

from skinvl.training.evaluation.isic_ranges import ISIC_RANGES, find_archive, find_isic_id


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ISIC_0024306.jpg", "ISIC_0024306"),
        ("HAM10000_images/isic-0024306", "ISIC_0024306"),
        ("ISIC_0000001_downsampled.jpg", "ISIC_0000001"),
        ("ISIC_00243061.jpg", None),
        ("ISIC_024306.jpg", None),
        ("bk5_630.png", None),
    ],
)
def test_id_in_a_name(name: str, found: str | None) -> None:
    assert find_isic_id(name) == found


def test_ranges() -> None:
    first, last = ISIC_RANGES["ham10000"]
    assert last - first + 1 == 10_015
    assert find_archive("ISIC_0024306") == find_archive("ISIC_0034320") == "ham10000"
    assert find_archive("ISIC_0024305") is None
    assert find_archive("ISIC_0034321") is None
    assert find_archive("ISIC_0060000") == "bcn20000"
