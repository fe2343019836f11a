"""The bar of long copies."""

import io
import sys

import pytest

from skinvl.runtime.commands.progress import SHOWN_FROM, ByteBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_only_long_work_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, total, drawn in (
        (Terminal(), SHOWN_FROM, True),
        (Terminal(), SHOWN_FROM - 1, False),
        (io.StringIO(), SHOWN_FROM, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        bar = ByteBar("copying")
        for done in range(0, total + 1, total // 4):
            bar(done, total)
        bar(total, total)
        assert bool(stream.getvalue()) is drawn


def test_the_line_is_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    bar = ByteBar("copying")
    bar(SHOWN_FROM // 2, SHOWN_FROM)
    assert "copying ###############............... 0.1 of 0.2 GB" in sys.stderr.getvalue()
    bar(SHOWN_FROM, SHOWN_FROM)
    assert sys.stderr.getvalue().endswith(" \r")
