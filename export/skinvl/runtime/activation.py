"""Which bundle is active, and which ones were before it: the content of `active.json`."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST_HISTORY = 20


@dataclass(frozen=True)
class Activation:
    """A bundle that became active.

    Attributes:
        folder: its name in the store.
        sha256: of its manifest; another one in that folder is refused.
        cuda_refused: why CUDA may not run it; None where its golden images agreed with the CPU's.
    """

    folder: str
    sha256: str
    cuda_refused: str | None


@dataclass(frozen=True)
class StoreState:
    """The active bundle and those before it, oldest first; None is the shipped one."""

    active: Activation | None = None
    history: tuple[Activation | None, ...] = ()

    def activate(self, activation: Activation | None) -> StoreState:
        """The state in which `activation` is active and the present one can be gone back to."""
        if _folder(activation) == _folder(self.active):
            return StoreState(activation, self.history)
        return StoreState(activation, (*self.history, self.active)[-_LONGEST_HISTORY:])

    def forget(self, folder: str) -> StoreState:
        """The state without a bundle that was removed."""
        kept = [entry for entry in self.history if entry is None or entry.folder != folder]
        # Going back must change something each time.
        while kept and _folder(kept[-1]) == _folder(self.active):
            kept.pop()
        return StoreState(self.active, tuple(kept))


def _folder(activation: Activation | None) -> str | None:
    return activation.folder if activation is not None else None
