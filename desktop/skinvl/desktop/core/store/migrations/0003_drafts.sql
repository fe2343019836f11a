-- A filter of the audit log that finds nothing must not read the whole log.
CREATE INDEX audit_by_event ON audit (event, sequence);
CREATE INDEX audit_by_user ON audit (user_id, sequence);
CREATE INDEX audit_by_time ON audit (at, sequence);

-- Text that somebody was typing when another image was opened or the workstation was locked.
-- It is nobody's statement: it is changed and deleted at will.
CREATE TABLE draft (
    photograph_id INTEGER NOT NULL REFERENCES photograph (id),
    user_id INTEGER NOT NULL REFERENCES user (id),
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (photograph_id, user_id)
) STRICT;
