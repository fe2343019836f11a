"""``skinvl dataset build``: PDFs to a dataset folder, resumable at any point.

Every book is read in a guarded child process into ``OUT/.building``; when all are there, the
dataset is put together from the results in an order that does not depend on who finished when.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from skinvl.contract.errors import ConfigError, DataError
from skinvl.dataset.books.assembly import Assembled, assemble
from skinvl.dataset.books.document import STEPS_PER_PAGE, BookResult, BookSettings, read_book
from skinvl.dataset.books.folder import hold_folder
from skinvl.dataset.books.inputs import Book, find_books
from skinvl.dataset.books.records import PAIRS_FILE, Reject
from skinvl.dataset.books.results import (
    BUILDING,
    BookJob,
    Reader,
    clear_unfinished,
    make_key,
    read_result,
    read_tools,
    run_job,
)
from skinvl.dataset.engine import cluster, pool
from skinvl.dataset.engine.guard import Failed, Limits, Outcome
from skinvl.dataset.progress import PageBar
from skinvl.dataset.splits import Fractions

Engine = Literal["process", "ray"]
SplitBy = Literal["auto", "book", "figure"]
_PRELOAD = ("skinvl.dataset.books.document",)


@dataclass(frozen=True)
class BuildConfig:
    """What to read and how.

    ``reader`` takes the place of `read_book` (same arguments, importable by name), for a corpus
    that needs another way of reading.
    """

    inputs: tuple[Path, ...]
    out: Path
    workers: int
    engine: Engine = "process"
    ray_address: str | None = None
    book: BookSettings = field(default_factory=BookSettings)
    limits: Limits = field(default_factory=Limits)
    split_by: SplitBy = "auto"
    fractions: Fractions = (0.8, 0.1, 0.1)
    seed: int = 0
    rights: Path | None = None
    reader: Reader = read_book

    def check(self) -> None:
        """Check everything that can be checked before reading.

        Raises:
            ConfigError: every fault at once.
        """
        errors = [f"{path}: no such file or folder" for path in self.inputs if not path.exists()]
        if self.workers < 1:
            errors.append(f"--workers: {self.workers} is not 1 or more")
        if any(part < 0 for part in self.fractions) or abs(sum(self.fractions) - 1) > 1e-6:
            errors.append("--fractions: three parts train,val,test that add up to 1")
        if self.limits.memory_mb < 128:
            errors.append(f"--memory-mb: {self.limits.memory_mb} is less than 128")
        if self.limits.step_s <= 0:
            errors.append("--seconds-per-page: more than 0")
        if self.ray_address is not None and self.engine != "ray":
            errors.append("--ray-address: only with --engine ray")
        if self.rights is not None and not self.rights.is_file():
            errors.append(f"{self.rights}: no such table of rights (--rights)")
        if self.out.exists() and not self.out.is_dir():
            errors.append(f"{self.out}: is a file; --out names a folder")
        elif self.out.is_dir() and any(self.out.iterdir()) and not _is_ours(self.out):
            errors.append(f"{self.out}: not empty and not made by this command; choose another")
        if errors:
            raise ConfigError(errors)


def build_dataset(config: BuildConfig) -> Assembled:
    """Read what has not been read yet and write the dataset folder.

    Raises:
        ConfigError: faults of `config`, all at once.
        DataError: no PDF is found, `out` cannot be written or is in use, or the splits leak.
    """
    config.check()
    out = config.out.absolute()
    with hold_folder(out, BUILDING):
        clear_unfinished(out)
        books, refused = find_books(config.inputs)
        tools = read_tools()
        settings = {**asdict(config.book), "memory_mb": config.limits.memory_mb}
        keys = {book.name: make_key(book, settings, tools) for book in books}
        results = dict(_read_all(config, out, books, keys))
        return assemble(
            out,
            [(book, keys[book.name], results[book.name]) for book in books],
            refused,
            split_by=config.split_by,
            fractions=config.fractions,
            seed=config.seed,
            rights=config.rights,
            settings=settings,
            tools=tools,
        )


def _is_ours(out: Path) -> bool:
    return (out / BUILDING).is_dir() or (out / PAIRS_FILE).is_file()


def _read_all(
    config: BuildConfig, out: Path, books: Sequence[Book], keys: Mapping[str, str]
) -> Iterator[tuple[str, BookResult]]:
    missing: list[Book] = []
    for book in books:
        stored = read_result(out, book, keys[book.name])
        if stored is None:
            shutil.rmtree(out / BUILDING / keys[book.name], ignore_errors=True)
            missing.append(book)
        else:
            yield book.name, stored
    # The largest first, so that no core waits long for the last one.
    missing.sort(key=lambda book: (-book.path.stat().st_size, book.name))
    jobs = [BookJob(book, keys[book.name], out, config.book, config.reader) for book in missing]
    with PageBar(len(jobs), steps_per_page=STEPS_PER_PAGE) as bar:
        for position, outcome in _run(config, jobs, bar.step):
            bar.finish(position)
            yield missing[position].name, _take(out, missing[position], keys, outcome)


def _run(
    config: BuildConfig, jobs: Sequence[BookJob], on_step: Callable[[int, int, int], None]
) -> Iterator[tuple[int, Outcome]]:
    if config.engine == "ray":
        return cluster.map_items(
            run_job,
            jobs,
            config.limits,
            address=config.ray_address,
            workers=config.workers,
            preload=_PRELOAD,
            on_step=on_step,
        )
    return pool.map_items(
        run_job, jobs, config.limits, workers=config.workers, preload=_PRELOAD, on_step=on_step
    )


def _take(out: Path, book: Book, keys: Mapping[str, str], outcome: Outcome) -> BookResult:
    if isinstance(outcome, Failed):
        return _refuse(book, outcome.reason, outcome.detail)
    value: dict[str, Any] = outcome.value
    if "unwritable" in value:
        raise DataError(out, f"cannot be written: {value['unwritable']}")
    stored = read_result(out, book, keys[book.name])
    if stored is None:
        raise DataError(out / BUILDING, f"the result of {book.name} is gone; start again")
    return stored


def _refuse(book: Book, reason: str, detail: str) -> BookResult:
    row = Reject(book.name, 0, None, "guard", reason, detail)
    return BookResult(0, 0, 0, 0, (), (), (row,), opened=False)
