"""How many threads each graph runs on, and how they wait for work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime


# A decoder below this many bytes has products so short that handing half of one to a second thread
# costs what it gains. SkinVL-mini (2 MB) writes as many tokens a second on one thread as on two
# that spin, and nearly twice as many as on two that sleep (docs/speed.md).
SMALL_DECODER = 8 << 20


@dataclass(frozen=True)
class Pool:
    """Threads of one graph.

    Attributes:
        threads: the calling thread included.
        spinning: whether idle threads wait in a busy loop for a moment, which is quicker where
            their processors are free and slower where something else needs these.
    """

    threads: int
    spinning: bool

    def apply(self, options: onnxruntime.SessionOptions) -> None:
        """Make a session of onnxruntime run on such a pool."""
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        if not self.spinning:
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")


# The calling thread alone: a pool would gain nothing, and its waiting threads would slow others.
ALONE = Pool(1, spinning=False)


@dataclass(frozen=True)
class ThreadSettings:
    """Pools of the graphs of a bundle that are worth more than one thread."""

    vision: Pool
    decoder: Pool


def choose_default(threads: int, decoder_bytes: int) -> ThreadSettings:
    """Settings where nothing was measured.

    Args:
        threads: most threads of one operator.
        decoder_bytes: size of the decoder graph, weights beside it included.
    """
    pool = Pool(threads, spinning=True) if threads > 1 else ALONE
    return ThreadSettings(pool, ALONE if decoder_bytes < SMALL_DECODER else pool)
