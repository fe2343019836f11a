"""The kernel refuses what leaves the computer, to any code, thread, child and way to call it."""

from __future__ import annotations

import errno
import platform
from typing import Any

import pytest
from miniatures.call_filter import needs_filter

from skinvl.runtime.isolation import call_filter

pytestmark = needs_filter

NATIVE = (
    "import ctypes, os\n"
    "library = ctypes.CDLL(None, use_errno=True)\n"
    "def ask(name, *arguments):\n"
    "    answer = getattr(library, name)(*arguments)\n"
    "    print(ctypes.get_errno() if answer < 0 else 0)\n"
)
# IPv4, IPv6, NETLINK, PACKET, BLUETOOTH, ALG, VSOCK
FOREIGN = (2, 10, 16, 17, 31, 38, 40)


@pytest.mark.parametrize("family", FOREIGN)
def test_no_other_family(family: int, run_code: Any) -> None:
    code = f"ask('socket', {family}, 3, 0)\nask('socketpair', {family}, 1, 0, 0)"
    result = run_code(NATIVE + code)
    assert result.stdout.split() == [str(errno.EACCES)] * 2, result.stderr


def test_local_sockets_work(run_code: Any) -> None:
    code = (
        "import multiprocessing, socket\n"
        "near, far = socket.socketpair()\n"
        "near.sendall(b'word')\n"
        "assert far.recv(4) == b'word'\n"
        "socket.socket(socket.AF_UNIX).close()\n"
        "assert all(multiprocessing.Pipe())\n"
    )
    result = run_code(code)
    assert (result.returncode, result.stderr) == (0, "")


def test_no_ring(run_code: Any) -> None:
    code = f"{NATIVE}ask('syscall', 425, 8, ctypes.create_string_buffer(120))"
    assert run_code(code).stdout.split() == [str(errno.ENOSYS)]


def test_threads_that_were_there_before(run_code: Any) -> None:
    code = (
        f"{NATIVE}import threading\n"
        "closed = threading.Event()\n"
        "def wait():\n"
        "    closed.wait()\n"
        "    ask('socket', 2, 1, 0)\n"
        "thread = threading.Thread(target=wait)\n"
        "thread.start()\n"
        "from skinvl.runtime.isolation import close_network\n"
        "close_network()\n"
        "closed.set()\n"
        "thread.join()\n"
    )
    assert run_code(code, closed=False).stdout.split() == [str(errno.EACCES)]


def test_child_program_inherits_it(run_code: Any) -> None:
    code = (
        "import subprocess, sys\n"
        "code = 'import socket\\ntry: socket.socket()\\nexcept OSError as e: print(e.errno)'\n"
        "subprocess.run([sys.executable, '-c', code])\n"
    )
    assert run_code(code).stdout.split() == [str(errno.EACCES)]
    assert run_code(code, closed=False).stdout == ""


def test_child_cannot_raise_its_rights(run_code: Any) -> None:
    lines = run_code("print(open('/proc/self/status').read())").stdout.splitlines()
    assert {"NoNewPrivs:\t1", "Seccomp:\t2"} <= set(lines)


# `int 0x80` with the number of socket for 32-bit programs: eax = number, ebx, ecx, edx = arguments.
OLD_WAY = (
    "import ctypes, mmap\n"
    "code = bytes.fromhex('53b8{number}bb{first}b901000000ba00000000cd805bc3')\n"
    "page = mmap.mmap(-1, 4096, prot=7)\n"
    "page.write(code)\n"
    "start = ctypes.addressof(ctypes.c_char.from_buffer(page))\n"
    "print(ctypes.CFUNCTYPE(ctypes.c_int)(start)())\n"
)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="an instruction of x86")
@pytest.mark.parametrize(
    ("number", "first", "expected"),
    [(359, 2, -errno.EACCES), (102, 1, -errno.EACCES), (425, 2, -errno.ENOSYS), (359, 1, None)],
    ids=["socket", "socketcall", "io_uring", "local"],
)
def test_calls_of_32_bit_programs(
    number: int, first: int, expected: int | None, run_code: Any
) -> None:
    words = {"number": number.to_bytes(4, "little"), "first": first.to_bytes(4, "little")}
    code = OLD_WAY.format_map({name: word.hex() for name, word in words.items()})
    before = run_code(code, closed=False)
    if before.returncode != 0 or int(before.stdout) == -errno.ENOSYS:
        pytest.skip("this kernel runs no 32-bit programs")
    answer = int(run_code(code).stdout)
    assert answer > 0 if expected is None else answer == expected


@pytest.mark.parametrize("machine", call_filter.TABLES)
def test_program_ends_in_every_case(machine: str) -> None:
    """Jumps stay inside, and what follows the last line is never reached."""
    program = call_filter.build_filter(machine)
    for place, (operation, if_true, if_false, _) in enumerate(program):
        if operation in (0x15, 0x25, 0x35):
            assert place + 1 + max(if_true, if_false) < len(program)
    assert program[-1][0] == 0x06


def test_other_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_filter.platform, "machine", lambda: "riscv64")
    assert "riscv64" in str(call_filter.filter_calls())
    monkeypatch.setattr(call_filter.sys, "platform", "win32")
    assert call_filter.filter_calls() == "only Linux has such a filter"
