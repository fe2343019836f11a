"""Every command is documented with an example, and every documented example is valid usage."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from skinvl.cli.main import COMMANDS, build_parser, load_command

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(skinvl [^`\n]+)`")


def documented_examples() -> list[tuple[str, str]]:
    """(page, command line) of every `skinvl ...` line in a code block or table cell."""
    examples = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = "\n".join(FENCE.findall(text)).replace("\\\n", " ")
        lines = [line.strip().removeprefix("$ ") for line in blocks.splitlines()]
        lines += INLINE.findall(FENCE.sub("", text))
        examples += [(page.name, line) for line in lines if line.startswith("skinvl ")]
    return examples


def command_words(name: str) -> list[str]:
    """The command and its sub-commands, as typed: "bundle", "bundle info" ..."""

    def walk(parser: argparse.ArgumentParser, words: str) -> list[str]:
        nested = [
            found
            for action in parser._actions
            if isinstance(action, argparse._SubParsersAction)
            for choice, child in action.choices.items()
            for found in walk(child, f"{words} {choice}")
        ]
        return nested or [words]

    return walk(build_parser(name, load_command(name)), name)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    lines = [line for _, line in documented_examples()]
    for words in command_words(name):
        pattern = re.compile(rf"skinvl {words}(\s|$)")
        assert any(pattern.match(line) for line in lines), f"no example of `skinvl {words}`"


@pytest.mark.parametrize(("page", "line"), documented_examples())
def test_documented_example_parses(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    if words[0].startswith("-"):
        assert words[0] in ("--help", "--version", "--selftest")
        return
    assert words[0] in COMMANDS
    if words[1:] != ["--help"]:
        build_parser(words[0], load_command(words[0])).parse_args(words[1:])


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_valid_examples(name: str) -> None:
    command = load_command(name)
    parser = build_parser(name, command)
    assert command.SUMMARY
    text = parser.format_help()
    for line in map(str.strip, command.EXAMPLE.splitlines()):
        assert line in text
        words = shlex.split(line, comments=True)
        assert words[:2] == ["skinvl", name]
        parser.parse_args(words[2:])


def test_relative_links_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
