"""Second reads: another reader, blind to the first one, and a consensus where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.decisions import DecisionId
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.core.store.opinions import Suspicion
from skinvl.desktop.core.store.session import Session, UserId

SecondReadId = NewType("SecondReadId", int)
ConsensusId = NewType("ConsensusId", int)


@dataclass(frozen=True)
class BlindCase:
    """What a second reader may see of a photograph: nothing of the first read or of the model."""

    photograph_id: PhotographId
    image_sha256: str
    modality: str | None
    width: int
    height: int
    mm_per_px: float | None


@dataclass(frozen=True)
class SecondRead:
    """``decision_id`` is the first read; ``agrees`` whether both name the same diagnosis."""

    id: SecondReadId
    photograph_id: PhotographId
    decision_id: DecisionId
    code: str | None
    suspicion: Suspicion
    comment: str
    agrees: bool
    created_at: datetime
    created_by: UserId


@dataclass(frozen=True)
class Consensus:
    """What two readers who differed have settled on."""

    id: ConsensusId
    photograph_id: PhotographId
    second_read_id: SecondReadId
    code: str
    comment: str
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(SecondRead)} FROM second_read"
_CONSENSUS = f"SELECT {rows.column_names(Consensus)} FROM consensus"


class SecondReads:
    """Verbs on second reads; they are only added to, and the first read stays as it is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_due(self, limit: int = 100) -> tuple[BlindCase, ...]:
        """Decided photographs that the user has not read, neither first nor second."""
        sql = (
            "SELECT p.id AS photograph_id, p.image_sha256, p.modality, p.width, p.height, "
            "p.mm_per_px FROM photograph p JOIN decision d ON d.id = p.decision_id "
            "WHERE p.state IN ('accepted', 'overridden') AND d.created_by <> ? "
            "AND NOT EXISTS (SELECT 1 FROM second_read s WHERE s.decision_id = d.id) "
            "ORDER BY p.id LIMIT ?"
        )
        return self._session.read_all(BlindCase, sql, (self._session.member.id, limit))

    def is_due(self, photograph_id: PhotographId) -> bool:
        """Whether somebody else may still read a decided photograph blind.

        Never where second reads are not made at all: no photograph of the store has one.
        """
        sql = (
            "SELECT EXISTS (SELECT 1 FROM second_read) AND EXISTS ("
            "SELECT 1 FROM photograph p JOIN decision d ON d.id = p.decision_id "
            "JOIN user u ON u.id <> d.created_by AND NOT u.disabled "
            "WHERE p.id = ? AND p.state IN ('accepted', 'overridden') "
            "AND NOT EXISTS (SELECT 1 FROM second_read s WHERE s.decision_id = d.id))"
        )
        with self._session.reading() as connection:
            return bool(connection.execute(sql, (photograph_id,)).fetchone()[0])

    def add(
        self,
        photograph_id: PhotographId,
        code: str | None,
        suspicion: Suspicion,
        comment: str = "",
    ) -> SecondRead:
        """Keep the second reader's finding.

        Raises:
            RecordConflict: nothing was decided yet, or the user is the first reader.
        """
        with self._session.writing() as change:
            first = change.execute(
                "SELECT d.id, d.code FROM photograph p JOIN decision d ON d.id = p.decision_id "
                "WHERE p.id = ?",
                (photograph_id,),
            ).fetchone()
            if first is None:
                raise RecordConflict("second read", "there is no first read of this photograph")
            read_id = change.add(
                "second_read",
                photograph_id=photograph_id,
                decision_id=first[0],
                code=code,
                suspicion=suspicion,
                comment=comment.strip(),
                agrees=code == first[1],
            )
            change.record("create", "second-read", read_id, photograph=photograph_id)
        return self.get(SecondReadId(read_id))

    def settle(self, second_read_id: SecondReadId, code: str, comment: str = "") -> Consensus:
        """Keep what was agreed on.

        Raises:
            NotPermitted: the user is no senior.
            RecordMissing: there is no such second read.
        """
        self._session.require("senior", "settling a consensus")
        read = self.get(second_read_id)
        with self._session.writing() as change:
            consensus_id = change.add(
                "consensus",
                photograph_id=read.photograph_id,
                second_read_id=second_read_id,
                code=code,
                comment=comment.strip(),
            )
            change.record("create", "consensus", consensus_id, photograph=read.photograph_id)
        sql = f"{_CONSENSUS} WHERE id = ?"
        return self._session.read_one(Consensus, sql, (consensus_id,), "consensus")

    def list_disagreements(self, limit: int = 100) -> tuple[SecondRead, ...]:
        """Second reads that differ from the first and are not settled, oldest first."""
        sql = (
            f"{_SELECT} WHERE NOT agrees AND id NOT IN (SELECT second_read_id FROM consensus) "
            "ORDER BY id LIMIT ?"
        )
        return self._session.read_all(SecondRead, sql, (limit,))

    def list_pairs(self) -> tuple[tuple[str, str], ...]:
        """The diagnoses of first and second reader, where both have named one."""
        sql = (
            "SELECT d.code, s.code FROM second_read AS s "
            "JOIN decision AS d ON d.id = s.decision_id "
            "WHERE d.code IS NOT NULL AND s.code IS NOT NULL ORDER BY s.id"
        )
        with self._session.reading() as connection:
            return tuple((str(first), str(second)) for first, second in connection.execute(sql))

    def get(self, second_read_id: SecondReadId) -> SecondRead:
        """One second read.

        Raises:
            RecordMissing: there is none with this id.
        """
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(SecondRead, sql, (second_read_id,), "second read")

    def list(self, photograph: Photograph) -> tuple[SecondRead, ...]:
        """The second reads of a photograph, newest first."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id DESC"
        return self._session.read_all(SecondRead, sql, (photograph.id,))

    def consensus(self, photograph: Photograph) -> Consensus | None:
        """The newest consensus on a photograph, None where there is none."""
        sql = f"{_CONSENSUS} WHERE photograph_id = ? ORDER BY id DESC LIMIT 1"
        return next(iter(self._session.read_all(Consensus, sql, (photograph.id,))), None)
