"""Refuses sockets in the Linux kernel (seccomp), for any code of this process and its children.

`socket` and `socketpair` are for AF_UNIX alone. An io_uring, which opens sockets without that call,
cannot be made. A 64-bit program can also call the kernel as a 32-bit one does, under other numbers;
the filter knows those and refuses what it does not know. It sees calls and not the memory behind
pointers: what a service of this computer does when it is asked over AF_UNIX is out of its reach.

A refused call fails with EACCES, so that a library that tries does not take the window down.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass

# linux/seccomp.h, linux/prctl.h
REFUSE = 0x00050000 | errno.EACCES
KILL = 0x80000000
_UNKNOWN = 0x00050000 | errno.ENOSYS
_ALLOW = 0x7FFF0000
_NO_NEW_PRIVILEGES = 38
_SET_FILTER = 1
# The second bit: kernels before 5.16 would slow the model down against attacks by the processor's
# speculation, from which this filter does not protect.
_FLAGS = 1 | 4

# linux/bpf_common.h: classic BPF over `struct seccomp_data`
_LOAD, _EQUAL, _AT_LEAST, _GREATER, _RETURN = 0x20, 0x15, 0x35, 0x25, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16

_AF_UNIX = 1
# The same three numbers on every architecture: io_uring_setup, _enter, _register.
_IO_URING = (425, 427)
# Calls of x32 are those of x86-64 with this bit.
_X32 = 0x40000000
_SOCKETCALL_SOCKET = 1

Line = tuple[int, int, int, int]
"""Operation, how many lines to skip if true, if false, and the operand."""


@dataclass(frozen=True)
class CallTable:
    """Numbers of one architecture's system calls (AUDIT_ARCH of linux/audit.h).

    `multiplexer` is the call `socketcall` of 32-bit systems, whose family lies behind a pointer;
    glibc has made no socket through it since 2.23.
    """

    architecture: int
    socket: int
    socketpair: int
    seccomp: int
    multiplexer: int | None = None
    has_x32: bool = False


TABLES: dict[str, tuple[CallTable, ...]] = {
    "x86_64": (
        CallTable(0xC000003E, socket=41, socketpair=53, seccomp=317, has_x32=True),
        CallTable(0x40000003, socket=359, socketpair=360, seccomp=354, multiplexer=102),
    ),
    "aarch64": (
        CallTable(0xC00000B7, socket=198, socketpair=199, seccomp=277),
        CallTable(0x40000028, socket=281, socketpair=288, seccomp=383, multiplexer=102),
    ),
}


def build_filter(machine: str, refusal: int = REFUSE) -> list[Line]:
    """The filter's program.

    Args:
        machine: a key of `TABLES`.
        refusal: what becomes of a call for a socket that leaves the computer.
    """
    unknown = _UNKNOWN if refusal == REFUSE else refusal
    program: list[Line] = []
    for table in TABLES[machine]:
        block = _build_block(table, refusal, unknown)
        program += [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 0, len(block), table.architecture)]
        program += block
    return [*program, (_RETURN, 0, 0, unknown)]


def filter_calls(refusal: int = REFUSE) -> str | None:
    """Set the filter for all threads of this process; None, or why it could not be set."""
    machine = platform.machine()
    if not sys.platform.startswith("linux"):
        return "only Linux has such a filter"
    if machine not in TABLES or sys.maxsize < 2**32:
        return f"there is no filter for programs of this kind on {machine}"
    program = build_filter(machine, refusal)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    description = _Program(len(program), ctypes.addressof(code))
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    # Without it only root may set a filter; programs that raise their rights (sudo) no longer do.
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return f"the kernel keeps new rights possible ({os.strerror(ctypes.get_errno())})"
    call = ctypes.c_long(TABLES[machine][0].seccomp)
    answer = library.syscall(call, _SET_FILTER, _FLAGS, ctypes.byref(description))
    if answer < 0:
        return f"the kernel refused the filter ({os.strerror(ctypes.get_errno())})"
    if answer > 0:
        return "a thread of this process has a filter of its own"
    return None


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_void_p))


def _build_block(table: CallTable, refusal: int, unknown: int) -> list[Line]:
    rules = [*_only_local(table.socket, refusal), *_only_local(table.socketpair, refusal)]
    rules += _never(*_IO_URING, unknown)
    if table.has_x32:
        rules += _never(_X32, 0xFFFFFFFF, unknown)
    if table.multiplexer is not None:
        rules += _never_with(table.multiplexer, _SOCKETCALL_SOCKET, refusal)
    return [*rules, (_RETURN, 0, 0, _ALLOW)]


def _only_local(call: int, refusal: int) -> list[Line]:
    return [
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, refusal),
    ]


def _never(first: int, last: int, answer: int) -> list[Line]:
    return [
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 2, first),
        (_GREATER, 1, 0, last),
        (_RETURN, 0, 0, answer),
    ]


def _never_with(call: int, argument: int, refusal: int) -> list[Line]:
    return [
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 0, 1, argument),
        (_RETURN, 0, 0, refusal),
    ]
