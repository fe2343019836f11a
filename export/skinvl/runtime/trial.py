"""Running a bundle's golden images in a process of their own before it is trusted with patients.

A graph that a trusted key signed may still be broken, and a broken graph can crash onnxruntime with
the whole process. In a child process a crash, a hang or an exhausted memory is one more reason to
refuse the bundle. Every provider that works here is tried; the CPU decides over the bundle, and
CUDA is refused alone where it differs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from skinvl.contract.errors import BundleError, SkinVLError
from skinvl.runtime.golden import GoldenResult, compare_golden, run_golden
from skinvl.runtime.isolation import close_network
from skinvl.runtime.provider import Provider, choose_provider, count_threads
from skinvl.runtime.verify import VerifiedBundle

# A golden image of the 7B bundle takes minutes on two cores; a hung graph takes for ever.
PATIENCE_SECONDS = 900.0
_STANDARD_ERROR = 2
NOT_TRIED = (
    "CUDA was not there when this bundle was activated; run `skinvl bundle activate` again to test "
    "it"
)


@dataclass(frozen=True)
class Trial:
    """Golden images that were reproduced on the CPU, and what became of CUDA.

    Attributes:
        results: one per golden image.
        cuda_refused: why CUDA may not run this bundle; None where it agreed with the CPU, or where
            the bundle has nothing for it.
    """

    results: tuple[GoldenResult, ...]
    cuda_refused: str | None


@dataclass(frozen=True)
class _Run:
    """What a child said: `fault` is None where every image was run; `provider` is the real one."""

    provider: Provider | None
    results: tuple[GoldenResult, ...]
    fault: str | None


def run_trial(
    verified: VerifiedBundle,
    on_result: Callable[[GoldenResult], None] | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Trial:
    """Open a verified bundle and run its golden images on every provider that works here.

    Args:
        verified: the bundle.
        on_result: told of each image that the CPU reproduced.
        patience: seconds of silence after which a child is taken for hung.

    Raises:
        BundleError: on the CPU the bundle cannot be opened, crashes, hangs, or gives other results
            than its maker's.
    """
    report = on_result or (lambda result: None)
    cpu = _run_child(verified, "cpu", patience, report)
    if cpu.fault is not None:
        raise BundleError(verified.folder, cpu.fault)
    if not any("cuda" in variant.providers for variant in verified.manifest.variants):
        return Trial(cpu.results, None)
    if choose_provider("auto").provider != "cuda":
        return Trial(cpu.results, NOT_TRIED)
    return Trial(cpu.results, judge_cuda(cpu.results, _run_child(verified, "cuda", patience)))


def judge_cuda(cpu: tuple[GoldenResult, ...], cuda: _Run) -> str | None:
    """Why CUDA may not run a bundle; None where it gave what the CPU gave."""
    if cuda.fault is not None:
        return f"CUDA is refused for this bundle ({cuda.fault})"
    if cuda.provider != "cuda":
        return NOT_TRIED
    for one, other in zip(cpu, cuda.results, strict=True):
        fault = compare_golden(one, other)
        if fault is not None:
            return f"CUDA is refused for this bundle ({fault})"
    return None


def _run_child(
    verified: VerifiedBundle,
    provider: Provider,
    patience: float,
    report: Callable[[GoldenResult], None] = lambda result: None,
) -> _Run:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(theirs, verified, provider), daemon=True)
    child.start()
    theirs.close()
    results: list[GoldenResult] = []
    try:
        while ours.poll(patience):
            message = ours.recv()
            if isinstance(message, _Run):
                return _Run(message.provider, tuple(results), message.fault)
            results.append(message)
            report(message)
        return _Run(None, tuple(results), f"does not answer within {patience:.0f} seconds")
    except (EOFError, OSError):
        child.join()
        return _Run(None, tuple(results), f"crashes when it is run ({_name_end(child.exitcode)})")
    finally:
        ours.close()
        child.kill()
        child.join()


def _serve(channel: Connection, verified: VerifiedBundle, provider: Provider) -> None:
    """Body of the child: one message per golden image, then a `_Run` without results."""
    close_network()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What a dying library prints would hide the one line that the user is to read.
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), _STANDARD_ERROR)
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.models import open_models

    used: Provider | None = None
    fault = None
    try:
        bundle = Bundle(verified, open_models(verified, provider, count_threads(None)))
        used = bundle.provider
        # Without golden images the decoder would not be opened.
        bundle.open_language()
        for result in run_golden(bundle) if used == provider else ():
            if result.fault is not None:
                fault = result.fault
                break
            channel.send(result)
    except SkinVLError as error:
        fault = str(error).removeprefix(f"{verified.folder}: ")
    except MemoryError:
        fault = "needs more memory than there is"
    except BaseException as error:
        # A library's own way to give up, such as a panic of the tokenizer: no less a refusal.
        fault = f"fails when it is run ({type(error).__name__}: {str(error)[:200]})"
    channel.send(_Run(used, (), fault))
    channel.close()


def _end_with_parent() -> None:
    """Leave no hung graph behind where the installation itself was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _name_end(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
