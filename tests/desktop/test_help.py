"""The help that comes with the program."""

from __future__ import annotations

from skinvl.desktop.core.help import CHAPTER_OF_PAGE, find_chapters, read_chapters


def test_every_page_has_a_chapter() -> None:
    names = [chapter.name for chapter in read_chapters()]
    assert len(names) == len(set(names)) == 11
    assert set(CHAPTER_OF_PAGE.values()) <= set(names)
    assert all(chapter.title and chapter.text.startswith("# ") for chapter in read_chapters())


def test_language_without_chapters_falls_back() -> None:
    assert read_chapters("xx") == read_chapters("en")


def test_search_needs_every_word_and_ranks() -> None:
    chapters = read_chapters()
    hits = find_chapters(chapters, "Recovery KEY")
    assert hits[0].chapter.name == "backups" and "ecovery" in hits[0].excerpt
    assert find_chapters(chapters, "recovery zebra") == ()
    assert find_chapters(chapters, "  ") == ()


def test_limits_are_said() -> None:
    (limits,) = [chapter for chapter in read_chapters() if chapter.name == "limits"]
    assert "not a medical device" in limits.text and "cannot rule out" in limits.text


def test_german_has_every_chapter_with_every_heading() -> None:
    for english, german in zip(read_chapters("en"), read_chapters("de"), strict=True):
        assert german.name == english.name
        assert german.text != english.text
        for mark in ("\n## ", "\n- "):
            assert german.text.count(mark) == english.text.count(mark), german.name
    (limits,) = [chapter for chapter in read_chapters("de") if chapter.name == "limits"]
    assert "kein Medizinprodukt" in limits.text and "nicht ausschließen" in limits.text
