"""Tables of the journal. Decisions are only added to: undo is a further row that withdraws."""

from __future__ import annotations

SCHEMA_VERSION = 3
APPLICATION = 0x534B5652
_DECISIONS = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL REFERENCES results (sha256),
    file INTEGER NOT NULL REFERENCES files (id),
    kind TEXT NOT NULL CHECK (kind IN (
        'accept', 'override', 'flag', 'skip', 'bad-image', 'comment', 'opinion', 'withdraw')),
    code TEXT,
    comment TEXT NOT NULL,
    withdraws INTEGER UNIQUE REFERENCES decisions (id),
    at TEXT NOT NULL,
    CHECK ((kind = 'withdraw') = (withdraws IS NOT NULL)),
    CHECK (kind NOT IN ('accept', 'override') OR code IS NOT NULL)
) STRICT;
CREATE INDEX decisions_by_content ON decisions (sha256, id);
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN
    SELECT raise(ABORT, 'decisions are only added to');
END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN
    SELECT raise(ABORT, 'decisions are only added to');
END;
"""
SCHEMA = f"""
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    scan INTEGER NOT NULL,
    state TEXT NOT NULL,
    sha256 TEXT,
    reason TEXT,
    patient TEXT NOT NULL DEFAULT '',
    lesion TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX files_by_state ON files (state, id);
CREATE INDEX files_by_content ON files (sha256);
CREATE TABLE results (
    sha256 TEXT PRIMARY KEY,
    finding TEXT NOT NULL,
    malignant REAL,
    abstained INTEGER NOT NULL DEFAULT 0,
    low_quality INTEGER NOT NULL DEFAULT 0,
    verdict TEXT,
    decided TEXT,
    comment TEXT,
    named TEXT NOT NULL DEFAULT ''
) STRICT;
{_DECISIONS}"""
_NAMED = "ALTER TABLE results ADD COLUMN named TEXT NOT NULL DEFAULT '';"
_REVIEWED = f"""
ALTER TABLE files ADD COLUMN patient TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN lesion TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN malignant REAL;
ALTER TABLE results ADD COLUMN abstained INTEGER NOT NULL DEFAULT 0;
ALTER TABLE results ADD COLUMN low_quality INTEGER NOT NULL DEFAULT 0;
ALTER TABLE results ADD COLUMN verdict TEXT;
ALTER TABLE results ADD COLUMN decided TEXT;
ALTER TABLE results ADD COLUMN comment TEXT;
UPDATE results SET
    malignant = json_extract(finding, '$.malignant'),
    abstained = coalesce(json_extract(finding, '$.abstain.value'), 0),
    low_quality = coalesce(json_extract(finding, '$.quality.verdict'), 'good') <> 'good';
{_DECISIONS}"""
UPGRADES = {1: f"{_REVIEWED}{_NAMED}", 2: _NAMED}
"""What takes a journal of an earlier version to this one, by that version."""
