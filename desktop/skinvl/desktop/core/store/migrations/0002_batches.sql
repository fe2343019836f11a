-- Folders that were read as a whole, and what became of every file in them.

CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder TEXT NOT NULL,
    conditions TEXT NOT NULL CHECK (json_type(conditions) = 'object'),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

-- The name of a file may say whose it is: rows go with the photograph when that is erased.
CREATE TABLE batch_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    path BLOB NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    scan INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'left out', 'gone')),
    sha256 TEXT,
    reason TEXT,
    malignant REAL,
    abstained INTEGER NOT NULL DEFAULT 0 CHECK (abstained IN (0, 1)),
    low_quality INTEGER NOT NULL DEFAULT 0 CHECK (low_quality IN (0, 1)),
    patient TEXT NOT NULL DEFAULT '',
    lesion TEXT NOT NULL DEFAULT '',
    taken TEXT NOT NULL DEFAULT '',
    photograph_id INTEGER REFERENCES photograph (id) ON DELETE CASCADE,
    UNIQUE (batch_id, path),
    CHECK ((state = 'done') = (photograph_id IS NOT NULL))
) STRICT;

CREATE INDEX batch_file_by_state ON batch_file (batch_id, state, id);
CREATE INDEX batch_file_by_content ON batch_file (batch_id, sha256);
CREATE INDEX batch_file_by_photograph ON batch_file (photograph_id);
