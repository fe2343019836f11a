"""Silence for the libraries that print and log each step of an export."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator

import onnxruntime

# Severities of onnxruntime's log.
_WARNINGS, _ERRORS_ONLY = 2, 3


@contextlib.contextmanager
def quiet_onnxruntime() -> Iterator[None]:
    """Without what onnxruntime's quantizers print and log about the steps they take."""
    level = logging.root.level
    logging.root.setLevel(logging.ERROR)
    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        onnxruntime.set_default_logger_severity(_WARNINGS)
        logging.root.setLevel(level)


@contextlib.contextmanager
def quiet_tracer() -> Iterator[None]:
    """Without the tracer's remarks about Python conditions and folded constants."""
    loggers = [logging.getLogger(name) for name in ("optimum", "torch.onnx", "transformers")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
