"""The guides as single HTML files: pictures inside, no script, nothing to load."""

from __future__ import annotations

import base64
import html
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_STYLE = """
body { max-width: 52em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 sans-serif; color: #222; }
img { max-width: 100%; border: 1px solid #ccc; }
table { border-collapse: collapse; } th, td { border: 1px solid #bbb; padding: .3em .6em; }
th { text-align: left; background: #f3f3f3; } td { vertical-align: top; }
code { background: #f3f3f3; } pre { background: #f3f3f3; padding: .7em; overflow-x: auto; }
"""
_PICTURES = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}


def write_guide(source: Path, file: Path) -> None:
    """Turn one Markdown file into one HTML file.

    Raises:
        OSError: the guide, or a picture that it shows, cannot be read.
    """
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(source.read_text(encoding="utf-8"))
    for token in tokens:
        token.children = _prepare(token.children or [], source.parent)
    title = next((after.content for before, after in pairwise(tokens) if before.tag == "h1"), "")
    body = parser.renderer.render(tokens, parser.options, {})
    file.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body>\n{body}</body></html>\n",
        encoding="utf-8",
    )


def _prepare(tokens: list[Token], folder: Path) -> list[Token]:
    """Pictures put inside; links to files of the repository, which a stick lacks, left as words."""
    kept = []
    inside_local = False
    for token in tokens:
        if token.type == "image":
            picture = folder / str(token.attrs["src"])
            content = base64.b64encode(picture.read_bytes()).decode("ascii")
            token.attrs["src"] = f"data:{_PICTURES[picture.suffix]};base64,{content}"
        if token.type == "link_open":
            inside_local = not str(token.attrs["href"]).startswith(("https:", "#"))
        if token.type in ("link_open", "link_close") and inside_local:
            continue
        kept.append(token)
    return kept
