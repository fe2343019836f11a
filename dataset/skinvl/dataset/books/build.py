"""``skinvl dataset build``: PDFs to a dataset folder, resumable at any point.

Every book is read in a guarded child process into ``OUT/.building``; when all are there, the
dataset is put together from the results in an order that does not depend on who finished when.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from skinvl.contract.errors import ConfigError, DataError
from skinvl.dataset.books.assembly import Assembled, assemble
from skinvl.dataset.books.document import BookResult, read_book
from skinvl.dataset.books.folder import hold_folder
from skinvl.dataset.books.inputs import Book, find_books
from skinvl.dataset.books.plan import BUILDING, Plan, PlannedBook, read_plan, write_plan
from skinvl.dataset.books.reading import STEPS_PER_PAGE
from skinvl.dataset.books.records import PAIRS_FILE, Reject
from skinvl.dataset.books.results import (
    BookJob,
    Reader,
    clear_unfinished,
    make_key,
    read_result,
    read_tools,
    run_job,
)
from skinvl.dataset.books.rights import read_rights
from skinvl.dataset.books.settings import BookSettings
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
    rights = {} if config.rights is None else read_rights(config.rights)
    with hold_folder(out, BUILDING):
        clear_unfinished(out)
        books, refused = find_books(config.inputs)
        tools = read_tools(config.book)
        settings = {
            **{name: str(value) for name, value in asdict(config.book).items()},
            "memory_mb": str(config.limits.memory_mb),
        }
        # Another reader's results are not those of `read_book`, but the card does not care.
        reader = f"{config.reader.__module__}.{config.reader.__qualname__}"
        read_as = {**settings, "reader": reader}
        planned = {
            book: PlannedBook(book.name, book.sha256, make_key(book, read_as, tools))
            for book in books
        }
        results = dict(_read_all(config, out, planned))
        plan = Plan(
            books=tuple(_note_refusal(book, results[book.name]) for book in planned.values()),
            refused=tuple(refused),
            split_by=config.split_by,
            fractions=config.fractions,
            seed=config.seed,
            rights=rights,
            settings=settings,
            tools=tools,
        )
        write_plan(out, plan)
        return assemble(out, plan, results)


def assemble_again(out: Path) -> Assembled:
    """Write the dataset folder anew from the stored results of its last build, without the books.

    Raises:
        DataError: a result is gone, or as for `build_dataset`.
    """
    out = out.absolute()
    if not _is_ours(out):
        raise DataError(out, "not a folder made by dataset build")
    with hold_folder(out, BUILDING):
        plan = read_plan(out)
        results = {}
        for book in plan.books:
            result = _refuse(book.refusal) if book.refusal else read_result(out, book)
            if result is None:
                raise DataError(out, f"the result of {book.name} is gone; run dataset build again")
            results[book.name] = result
        return assemble(out, plan, results)


def _is_ours(out: Path) -> bool:
    return (out / BUILDING).is_dir() or (out / PAIRS_FILE).is_file()


def _read_all(
    config: BuildConfig, out: Path, planned: Mapping[Book, PlannedBook]
) -> Iterator[tuple[str, BookResult]]:
    missing: list[Book] = []
    for book, plan in planned.items():
        stored = read_result(out, plan)
        if stored is None:
            shutil.rmtree(out / BUILDING / plan.key, ignore_errors=True)
            missing.append(book)
        else:
            yield book.name, stored
    # The largest first, so that no core waits long for the last one.
    missing.sort(key=lambda book: (-book.path.stat().st_size, book.name))
    jobs = [BookJob(book, planned[book].key, out, config.book, config.reader) for book in missing]
    with PageBar(len(jobs), steps_per_page=STEPS_PER_PAGE) as bar:
        for position, outcome in _run(config, jobs, bar.step):
            bar.finish(position)
            yield missing[position].name, _take(out, planned[missing[position]], outcome)


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


def _take(out: Path, book: PlannedBook, outcome: Outcome) -> BookResult:
    if isinstance(outcome, Failed):
        return _refuse(Reject(book.name, 0, None, "guard", outcome.reason, outcome.detail))
    value: dict[str, Any] = outcome.value
    if "unwritable" in value:
        raise DataError(out, f"cannot be written: {value['unwritable']}")
    stored = read_result(out, book)
    if stored is None:
        raise DataError(out / BUILDING, f"the result of {book.name} is gone; start again")
    return stored


def _refuse(row: Reject) -> BookResult:
    return BookResult(0, 0, 0, 0, (), (), (row,), opened=False)


def _note_refusal(book: PlannedBook, result: BookResult) -> PlannedBook:
    """A book that the guard gave up has no stored result; its reason is kept in the plan."""
    rows = [row for row in result.rejects if row.stage == "guard"]
    return replace(book, refusal=rows[0]) if rows else book
