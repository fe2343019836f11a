"""Sessions are opened so that int8 graphs answer alike on every processor."""

from __future__ import annotations

from typing import Any

from skinvl.runtime.sessions import PORTABLE_INT8


def test_every_session_takes_products_that_do_not_saturate(bundle: Any) -> None:
    models = bundle._models
    for graph in (models.vision.vision, models.vision.head, models.language._decoder._decoder):
        options = graph.session.get_session_options()
        assert options.get_session_config_entry(PORTABLE_INT8[0]) == PORTABLE_INT8[1]
