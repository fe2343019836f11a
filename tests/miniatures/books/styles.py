"""The named styles that tests and validation runs print in."""

from __future__ import annotations

from miniatures.books.styles_files import FILES
from miniatures.books.styles_hard import HARD
from miniatures.books.styles_parts import LANGUAGES, PARTS
from miniatures.books.styles_places import PLACES

STYLES = {style.name: style for style in (*PLACES, *PARTS, *LANGUAGES, *FILES, *HARD)}
