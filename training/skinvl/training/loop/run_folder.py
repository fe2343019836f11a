"""The run folder: everything that is needed to say how a checkpoint came about.

config.yaml            the configuration as given
config.resolved.yaml   with defaults and what the command line changed
run.json               data fingerprint, seed, versions, git state, host, every invocation
metrics.jsonl          the training curve; validation.jsonl: figures on the validation part
skipped.jsonl          samples that could not be used
curves-*.png           the curves
tensorboard/           the same as events
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from skinvl.contract.errors import ConfigError
from skinvl.training.config_reader import write_mapping
from skinvl.training.loop.checkpoints import replace_text
from skinvl.training.loop.environment import command_line, describe_environment

CONFIG, RESOLVED, RUN = "config.yaml", "config.resolved.yaml", "run.json"


def open_run(
    folder: Path, *, config_file: Path, config: Any, facts: dict[str, Any], resume: bool
) -> None:
    """Make the run folder, or open it again, and keep configuration and facts in it.

    `config` is the resolved dataclass; `facts` should hold seed and data_fingerprint. Of several
    processes only the first one writes.

    Raises:
        ConfigError: a run is resumed with another configuration or other data; names every
            difference.
    """
    if int(os.environ.get("RANK", "0")) != 0:
        return
    resolved = write_mapping(config)
    if resume:
        differences = compare_run(folder, resolved, facts)
        if differences:
            raise ConfigError(
                [
                    f"{folder}: cannot be resumed with other settings; run with the same ones or "
                    "name another --out",
                    *differences,
                ]
            )
    folder.mkdir(parents=True, exist_ok=True)
    environment = describe_environment()
    note_other_versions(folder, environment, resume)
    invocation = {
        "command": command_line(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "resume": resume,
        "packages": environment["packages"],
        "commit": environment["commit"],
        "modified": environment["modified"],
    }
    invocations = [*read_run(folder).get("invocations", []), invocation]
    if config_file.resolve() != (folder / CONFIG).resolve():
        shutil.copyfile(config_file, folder / CONFIG)
    replace_text(folder / RESOLVED, yaml.safe_dump(resolved, sort_keys=False, allow_unicode=True))
    record = {**facts, "environment": environment, "invocations": invocations}
    replace_text(folder / RUN, json.dumps(record, indent=2, sort_keys=True) + "\n")


def add_facts(folder: Path, facts: dict[str, Any]) -> None:
    """Add to run.json what was learned on the way."""
    record = {**read_run(folder), **facts}
    replace_text(folder / RUN, json.dumps(record, indent=2, sort_keys=True) + "\n")


def read_run(folder: Path) -> dict[str, Any]:
    """run.json; empty when there is none."""
    try:
        record: dict[str, Any] = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record


def compare_run(folder: Path, resolved: dict[str, Any], facts: dict[str, Any]) -> list[str]:
    """What differs from the run in `folder`: configuration keys, seed, data. Empty for a new
    folder; of a run of an earlier version, which kept no resolved configuration, the facts are
    compared alone."""
    differences = []
    if (folder / RESOLVED).is_file():
        before = _flatten(yaml.safe_load((folder / RESOLVED).read_text(encoding="utf-8")))
        now = _flatten(resolved)
        differences += [
            f"{key}: {before.get(key, 'absent')!r} before, {now.get(key, 'absent')!r} now"
            for key in sorted(before.keys() | now.keys())
            if before.get(key) != now.get(key)
        ]
    recorded = read_run(folder)
    for key in ("data_fingerprint", "images", "seed"):
        if key in recorded and key in facts and recorded[key] != facts[key]:
            differences.append(f"{key}: {recorded[key]!r} before, {facts[key]!r} now")
    return differences


def note_other_versions(folder: Path, environment: dict[str, Any], resume: bool) -> None:
    """Say when a run goes on under other packages: its numbers may then differ in the last bits."""
    before = read_run(folder).get("environment", {}).get("packages", {})
    now = environment["packages"]
    changed = [f"{n} {before[n]} -> {now[n]}" for n in before if now.get(n, before[n]) != before[n]]
    if resume and changed:
        print(f"{folder}: resumed under other versions: {', '.join(changed)}", file=sys.stderr)


def _flatten(value: Any, prefix: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        return {prefix: value}
    flat: dict[str, Any] = {}
    for key, item in value.items():
        flat |= _flatten(item, f"{prefix}.{key}" if prefix else str(key))
    return flat or {prefix: {}}
