"""Signs damaged bundles with a trusted key and runs each in a fork of this process.

Arguments: a bundle folder, a working copy's folder, the private key in hex, the folder of trusted
keys, the first and the last seed. Writes one JSON object per bundle: the file that was damaged, the
seed and the outcome: `valid`, `refused`, `hang`, `defect` or the name of the signal that ended it.
"""

import base64
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import onnxruntime  # noqa: F401 - each fork would load it anew
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from miniatures.mutations import mutate_graph, mutate_json

from skinvl.contract.errors import SkinVLError
from skinvl.contract.record import canonical_json
from skinvl.runtime.bundle import Bundle
from skinvl.runtime.golden import run_golden
from skinvl.runtime.models import open_models
from skinvl.runtime.signature import compute_key_id, read_trusted_keys
from skinvl.runtime.verify import verify_bundle

# Of the processor, so that a busy machine makes no hang of a slow run; and of the clock.
BUSY_SECONDS, SECONDS = 60, 600
MEMORY = 6 * 1024**3
_VALID, _REFUSED, _DEFECT = 0, 1, 2
TARGETS: list[tuple[str, Callable[[bytes, random.Random], bytes]]] = [
    ("bundle.json", mutate_json),
    ("decoder.onnx", mutate_graph),
    ("tokenizer.json", mutate_json),
    ("vision.onnx", mutate_graph),
    ("bundle.json", mutate_json),
    ("head.onnx", mutate_graph),
    ("decoder.onnx", mutate_graph),
    ("embed.onnx", mutate_graph),
]


def damage(folder: Path, key: Ed25519PrivateKey, seed: int) -> str:
    """Damage one file of a bundle and sign the result; the name of the file."""
    name, mutate = TARGETS[seed % len(TARGETS)]
    path = folder / name
    content = mutate(path.read_bytes(), random.Random(seed))
    manifest = content
    if name != "bundle.json":
        path.write_bytes(content)
        record = json.loads((folder / "bundle.json").read_bytes())
        digest = hashlib.sha256(content).hexdigest()
        record["files"][name] = {"sha256": digest, "size": len(content)}
        manifest = canonical_json(record)
    (folder / "bundle.json").write_bytes(manifest)
    signature = {
        "key_id": compute_key_id(key.public_key().public_bytes_raw()),
        "algorithm": "ed25519",
        "signature": base64.b64encode(key.sign(manifest)).decode(),
    }
    (folder / "bundle.sig").write_text(json.dumps(signature))
    return name


def use(folder: Path, keys: Path) -> int:
    """Verify and run a bundle as the program does."""
    try:
        verified = verify_bundle(folder, read_trusted_keys(keys))
        bundle = Bundle(verified, open_models(verified, "cpu", 1))
        bundle.open_language()
        faults = [result.fault for result in run_golden(bundle) if result.fault]
    except (SkinVLError, MemoryError):
        return _REFUSED
    except BaseException:
        traceback.print_exc()
        return _DEFECT
    return _REFUSED if faults else _VALID


def run_fork(folder: Path, keys: Path) -> str:
    """The outcome of `use` in a fork with little time and memory."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(folder.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_PROF, BUSY_SECONDS)
        signal.alarm(SECONDS)
        os._exit(use(folder, keys))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "hang" if number in (signal.SIGALRM, signal.SIGPROF) else signal.Signals(number).name
    return {_VALID: "valid", _REFUSED: "refused"}.get(os.WEXITSTATUS(status), "defect")


def main(source: Path, work: Path, key: str, keys: Path, first: int, last: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))
    for seed in range(first, last):
        folder = shutil.copytree(source, work / f"{seed}")
        name = damage(folder, private, seed)
        outcome = run_fork(folder, keys)
        log = folder.with_suffix(".log")
        record = {"file": name, "seed": seed, "outcome": outcome}
        if outcome in ("valid", "refused"):
            shutil.rmtree(folder)
        else:
            record["log"] = log.read_text(errors="replace")[-1500:]
        log.unlink()
        print(json.dumps(record), flush=True)


if __name__ == "__main__":
    source, work, key, keys, first, last = sys.argv[1:]
    main(Path(source), Path(work), key, Path(keys), int(first), int(last))
