-- Records of the workstation. Times are ISO 8601 in UTC, dates YYYY-MM-DD.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reader', 'senior', 'administrator')),
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER user_keep_administrator BEFORE UPDATE OF role, disabled ON user
WHEN old.role = 'administrator' AND NOT old.disabled
    AND (new.role <> 'administrator' OR new.disabled)
    AND (SELECT count(*) FROM user WHERE role = 'administrator' AND NOT disabled) = 1
BEGIN
    SELECT raise(ABORT, 'the last administrator must stay');
END;

CREATE TRIGGER user_no_delete BEFORE DELETE ON user
BEGIN
    SELECT raise(ABORT, 'users are disabled, never deleted');
END;

CREATE TABLE patient (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE CHECK (trim(number) <> ''),
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    birth_date TEXT CHECK (birth_date IS date(birth_date)),
    sex TEXT CHECK (sex IN ('female', 'male', 'other')),
    note TEXT NOT NULL DEFAULT '',
    sort_name TEXT NOT NULL,
    search_text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX patient_by_name ON patient (sort_name, id);

-- The photographs that the running transaction erases; empty at all other times.
CREATE TABLE erasing (
    photograph_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE lesion (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    label TEXT NOT NULL CHECK (trim(label) <> ''),
    site_general TEXT,
    site TEXT,
    body_view TEXT,
    x REAL CHECK (x BETWEEN 0 AND 1),
    y REAL CHECK (y BETWEEN 0 AND 1),
    side TEXT CHECK (side IN ('left', 'right', 'middle')),
    note TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id),
    UNIQUE (patient_id, label),
    UNIQUE (id, patient_id),
    CHECK ((x IS NULL) = (y IS NULL) AND (x IS NULL) = (body_view IS NULL))
) STRICT;

CREATE INDEX lesion_by_site ON lesion (site_general, site);

CREATE TRIGGER lesion_keep_patient BEFORE UPDATE OF id, patient_id ON lesion
WHEN new.id <> old.id OR new.patient_id <> old.patient_id
BEGIN
    SELECT raise(ABORT, 'a lesion belongs to one patient for ever');
END;

CREATE TABLE image (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    size INTEGER NOT NULL,
    stored_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER image_no_update BEFORE UPDATE ON image
BEGIN
    SELECT raise(ABORT, 'images are never changed');
END;

CREATE TABLE photograph (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER REFERENCES patient (id),
    lesion_id INTEGER REFERENCES lesion (id),
    image_sha256 TEXT NOT NULL REFERENCES image (sha256),
    file_name TEXT NOT NULL,
    taken_on TEXT CHECK (taken_on IS date(taken_on)),
    imported_at TEXT NOT NULL,
    imported_by INTEGER NOT NULL REFERENCES user (id),
    modality TEXT,
    mm_per_px REAL CHECK (mm_per_px > 0),
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN (
        'new', 'failed', 'read', 'accepted', 'overridden', 'flagged', 'skipped', 'bad-image')),
    reading_id INTEGER REFERENCES reading (id),
    decision_id INTEGER REFERENCES decision (id),
    diagnosis TEXT,
    CHECK (lesion_id IS NULL OR patient_id IS NOT NULL),
    FOREIGN KEY (lesion_id, patient_id) REFERENCES lesion (id, patient_id)
) STRICT;

CREATE INDEX photograph_by_patient ON photograph (patient_id, id);
CREATE INDEX photograph_by_lesion ON photograph (lesion_id, taken_on);
CREATE INDEX photograph_by_image ON photograph (image_sha256);
CREATE INDEX photograph_by_state ON photograph (state, id);
CREATE INDEX photograph_by_diagnosis ON photograph (diagnosis, id);
CREATE INDEX photograph_by_date ON photograph (taken_on, id);
CREATE INDEX photograph_by_reading ON photograph (reading_id);
CREATE INDEX photograph_by_decision ON photograph (decision_id);

CREATE TRIGGER photograph_keep_image BEFORE UPDATE OF id, image_sha256, imported_at ON photograph
BEGIN
    SELECT raise(ABORT, 'the image of a photograph is never changed');
END;

CREATE TRIGGER photograph_no_delete BEFORE DELETE ON photograph
WHEN old.id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'photographs are only erased with all that belongs to them');
END;

CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    supersedes INTEGER UNIQUE REFERENCES reading (id),
    state TEXT NOT NULL CHECK (state IN ('complete', 'stopped', 'failed')),
    finding BLOB NOT NULL,
    image_sha256 TEXT NOT NULL,
    bundle TEXT,
    bundle_sha256 TEXT,
    provider TEXT,
    precision TEXT,
    app_version TEXT,
    diagnosis TEXT,
    malignant REAL,
    abstained INTEGER NOT NULL CHECK (abstained IN (0, 1)),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX reading_by_photograph ON reading (photograph_id, id);

CREATE TABLE opinion (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    code TEXT,
    confidence REAL CHECK (confidence BETWEEN 0 AND 1),
    suspicion TEXT NOT NULL CHECK (suspicion IN ('no', 'unsure', 'yes')),
    comment TEXT NOT NULL DEFAULT '',
    before_ai INTEGER NOT NULL CHECK (before_ai IN (0, 1)),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX opinion_by_photograph ON opinion (photograph_id, id);

-- When a result was first shown to a user.
CREATE TABLE reveal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id),
    UNIQUE (photograph_id, created_by, reading_id)
) STRICT;

CREATE INDEX reveal_by_reading ON reveal (reading_id);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    reading_id INTEGER REFERENCES reading (id),
    kind TEXT NOT NULL CHECK (kind IN (
        'accept', 'override', 'flag', 'skip', 'bad-image', 'comment', 'withdraw')),
    code TEXT,
    comment TEXT NOT NULL DEFAULT '',
    supersedes INTEGER REFERENCES decision (id),
    withdraws INTEGER UNIQUE REFERENCES decision (id),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id),
    CHECK ((kind = 'withdraw') = (withdraws IS NOT NULL)),
    CHECK (kind NOT IN ('accept', 'override') OR code IS NOT NULL),
    CHECK (kind <> 'accept' OR reading_id IS NOT NULL)
) STRICT;

CREATE INDEX decision_by_photograph ON decision (photograph_id, id);
CREATE INDEX decision_by_reading ON decision (reading_id);
CREATE INDEX decision_by_superseded ON decision (supersedes);

CREATE TRIGGER decision_same_photograph BEFORE INSERT ON decision
WHEN (new.reading_id IS NOT NULL AND new.photograph_id <>
        (SELECT photograph_id FROM reading WHERE id = new.reading_id))
    OR (new.withdraws IS NOT NULL AND new.photograph_id <>
        (SELECT photograph_id FROM decision WHERE id = new.withdraws))
BEGIN
    SELECT raise(ABORT, 'a decision and what it is about belong to one photograph');
END;

CREATE TRIGGER reading_same_image BEFORE INSERT ON reading
WHEN new.image_sha256 <> (SELECT image_sha256 FROM photograph WHERE id = new.photograph_id)
BEGIN
    SELECT raise(ABORT, 'a reading is about the image of its photograph');
END;

CREATE TABLE exchange (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    reading_id INTEGER REFERENCES reading (id),
    question TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('answering', 'complete', 'stopped', 'failed')),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX exchange_by_photograph ON exchange (photograph_id, id);
CREATE INDEX exchange_by_reading ON exchange (reading_id);
CREATE INDEX exchange_open ON exchange (id) WHERE state = 'answering';

CREATE TRIGGER exchange_finished BEFORE UPDATE ON exchange
WHEN old.state <> 'answering' OR new.question <> old.question
    OR new.photograph_id <> old.photograph_id
BEGIN
    SELECT raise(ABORT, 'an answer that is finished is never changed');
END;

CREATE TABLE description_edit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX description_edit_by_reading ON description_edit (reading_id, id);
CREATE INDEX description_edit_by_photograph ON description_edit (photograph_id, id);

CREATE TABLE checklist (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    kind TEXT NOT NULL CHECK (kind IN (
        'abcde', 'clinical-7-point', 'dermoscopic-7-point')),
    items TEXT NOT NULL CHECK (json_type(items) = 'object'),
    score REAL,
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX checklist_by_photograph ON checklist (photograph_id, kind, id);

CREATE TABLE annotation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    overlay TEXT NOT NULL CHECK (json_type(overlay) = 'object'),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX annotation_by_photograph ON annotation (photograph_id, id);

CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    patient_id INTEGER REFERENCES patient (id),
    status TEXT NOT NULL CHECK (status IN ('preliminary', 'final', 'amended')),
    supersedes INTEGER UNIQUE REFERENCES report (id),
    document_sha256 TEXT NOT NULL CHECK (length(document_sha256) = 64),
    stamp TEXT NOT NULL CHECK (json_type(stamp) = 'object'),
    signed_by INTEGER REFERENCES user (id),
    signed_at TEXT,
    comment TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id),
    CHECK ((status = 'preliminary') = (signed_by IS NULL)),
    CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
    CHECK (status <> 'amended' OR supersedes IS NOT NULL)
) STRICT;

CREATE INDEX report_by_photograph ON report (photograph_id, id);
CREATE INDEX report_by_reading ON report (reading_id);
CREATE INDEX report_by_patient ON report (patient_id, id);

CREATE TABLE second_read (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    code TEXT,
    suspicion TEXT NOT NULL CHECK (suspicion IN ('no', 'unsure', 'yes')),
    comment TEXT NOT NULL DEFAULT '',
    agrees INTEGER NOT NULL CHECK (agrees IN (0, 1)),
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id),
    UNIQUE (decision_id, created_by)
) STRICT;

CREATE INDEX second_read_by_photograph ON second_read (photograph_id, id);

CREATE TRIGGER second_read_other_reader BEFORE INSERT ON second_read
WHEN new.created_by = (SELECT created_by FROM decision WHERE id = new.decision_id)
    OR new.photograph_id <> (SELECT photograph_id FROM decision WHERE id = new.decision_id)
BEGIN
    SELECT raise(ABORT, 'the second reader is another than the first');
END;

CREATE TABLE consensus (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    second_read_id INTEGER NOT NULL REFERENCES second_read (id),
    code TEXT NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX consensus_by_photograph ON consensus (photograph_id, id);
CREATE INDEX consensus_by_second_read ON consensus (second_read_id);

CREATE TABLE setting (
    user_id INTEGER NOT NULL REFERENCES user (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE clinic_setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user_id INTEGER,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_subject ON audit (subject, subject_id);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT raise(ABORT, 'the audit log is only added to');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT raise(ABORT, 'the audit log is only added to');
END;

CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading
BEGIN
    SELECT raise(ABORT, 'reading is only added to');
END;

CREATE TRIGGER opinion_no_update BEFORE UPDATE ON opinion
BEGIN
    SELECT raise(ABORT, 'opinion is only added to');
END;

CREATE TRIGGER reveal_no_update BEFORE UPDATE ON reveal
BEGIN
    SELECT raise(ABORT, 'reveal is only added to');
END;

CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision
BEGIN
    SELECT raise(ABORT, 'decision is only added to');
END;

CREATE TRIGGER description_edit_no_update BEFORE UPDATE ON description_edit
BEGIN
    SELECT raise(ABORT, 'description_edit is only added to');
END;

CREATE TRIGGER checklist_no_update BEFORE UPDATE ON checklist
BEGIN
    SELECT raise(ABORT, 'checklist is only added to');
END;

CREATE TRIGGER annotation_no_update BEFORE UPDATE ON annotation
BEGIN
    SELECT raise(ABORT, 'annotation is only added to');
END;

CREATE TRIGGER report_no_update BEFORE UPDATE ON report
BEGIN
    SELECT raise(ABORT, 'report is only added to');
END;

CREATE TRIGGER second_read_no_update BEFORE UPDATE ON second_read
BEGIN
    SELECT raise(ABORT, 'second_read is only added to');
END;

CREATE TRIGGER consensus_no_update BEFORE UPDATE ON consensus
BEGIN
    SELECT raise(ABORT, 'consensus is only added to');
END;

CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'reading is deleted with its photograph alone');
END;

CREATE TRIGGER opinion_no_delete BEFORE DELETE ON opinion
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'opinion is deleted with its photograph alone');
END;

CREATE TRIGGER reveal_no_delete BEFORE DELETE ON reveal
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'reveal is deleted with its photograph alone');
END;

CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'decision is deleted with its photograph alone');
END;

CREATE TRIGGER description_edit_no_delete BEFORE DELETE ON description_edit
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'description_edit is deleted with its photograph alone');
END;

CREATE TRIGGER checklist_no_delete BEFORE DELETE ON checklist
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'checklist is deleted with its photograph alone');
END;

CREATE TRIGGER annotation_no_delete BEFORE DELETE ON annotation
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'annotation is deleted with its photograph alone');
END;

CREATE TRIGGER report_no_delete BEFORE DELETE ON report
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'report is deleted with its photograph alone');
END;

CREATE TRIGGER second_read_no_delete BEFORE DELETE ON second_read
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'second_read is deleted with its photograph alone');
END;

CREATE TRIGGER consensus_no_delete BEFORE DELETE ON consensus
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'consensus is deleted with its photograph alone');
END;

CREATE TRIGGER exchange_no_delete BEFORE DELETE ON exchange
WHEN old.photograph_id NOT IN (SELECT photograph_id FROM erasing)
BEGIN
    SELECT raise(ABORT, 'exchange is deleted with its photograph alone');
END;
