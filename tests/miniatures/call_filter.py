"""Which tests need the kernel's filter of system calls."""

from __future__ import annotations

import platform
import sys

import pytest

from skinvl.runtime.isolation.call_filter import TABLES

needs_filter = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in TABLES,
    reason="the filter is for Linux on x86-64 and ARM64",
)
