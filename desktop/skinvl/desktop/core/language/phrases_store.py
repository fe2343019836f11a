"""Errors of the store, of filing, signing and exporting."""

from __future__ import annotations

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

CONTEXT = "StorePhrases"
PHRASES = (
    QT_TRANSLATE_NOOP("StorePhrases", "store"),
    QT_TRANSLATE_NOOP("StorePhrases", "login"),
    QT_TRANSLATE_NOOP("StorePhrases", "password"),
    QT_TRANSLATE_NOOP("StorePhrases", "recovery key"),
    QT_TRANSLATE_NOOP("StorePhrases", "audit log"),
    QT_TRANSLATE_NOOP("StorePhrases", "backup"),
    QT_TRANSLATE_NOOP("StorePhrases", "user"),
    QT_TRANSLATE_NOOP("StorePhrases", "patient"),
    QT_TRANSLATE_NOOP("StorePhrases", "lesion"),
    QT_TRANSLATE_NOOP("StorePhrases", "photograph"),
    QT_TRANSLATE_NOOP("StorePhrases", "photograph {number}"),
    QT_TRANSLATE_NOOP("StorePhrases", "reading {number}"),
    QT_TRANSLATE_NOOP("StorePhrases", "annotation {number}"),
    QT_TRANSLATE_NOOP("StorePhrases", "image"),
    QT_TRANSLATE_NOOP("StorePhrases", "result"),
    QT_TRANSLATE_NOOP("StorePhrases", "reading"),
    QT_TRANSLATE_NOOP("StorePhrases", "report"),
    QT_TRANSLATE_NOOP("StorePhrases", "decision"),
    QT_TRANSLATE_NOOP("StorePhrases", "comment"),
    QT_TRANSLATE_NOOP("StorePhrases", "question"),
    QT_TRANSLATE_NOOP("StorePhrases", "opinion"),
    QT_TRANSLATE_NOOP("StorePhrases", "second read"),
    QT_TRANSLATE_NOOP("StorePhrases", "record"),
    QT_TRANSLATE_NOOP("StorePhrases", "export"),
    QT_TRANSLATE_NOOP("StorePhrases", "exporting the audit log"),
    QT_TRANSLATE_NOOP("StorePhrases", "erasing a patient"),
    QT_TRANSLATE_NOOP("StorePhrases", "discarding a photograph"),
    QT_TRANSLATE_NOOP("StorePhrases", "changing a setting of the clinic"),
    QT_TRANSLATE_NOOP("StorePhrases", "settling a consensus"),
    QT_TRANSLATE_NOOP("StorePhrases", "creating a user"),
    QT_TRANSLATE_NOOP("StorePhrases", "changing a role"),
    QT_TRANSLATE_NOOP("StorePhrases", "renaming a user"),
    QT_TRANSLATE_NOOP("StorePhrases", "disabling a user"),
    QT_TRANSLATE_NOOP("StorePhrases", "renewing the recovery key"),
    QT_TRANSLATE_NOOP("StorePhrases", "resetting a password"),
    QT_TRANSLATE_NOOP("StorePhrases", "a de-identified export"),
    QT_TRANSLATE_NOOP("StorePhrases", "reader"),
    QT_TRANSLATE_NOOP("StorePhrases", "senior"),
    QT_TRANSLATE_NOOP("StorePhrases", "administrator"),
    QT_TRANSLATE_NOOP("StorePhrases", "entry {number} is missing"),
    QT_TRANSLATE_NOOP("StorePhrases", "entry {number} was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "entries {first} to {last} were removed at the end"),
    QT_TRANSLATE_NOOP("StorePhrases", "entry {number} is not the one that was sealed"),
    QT_TRANSLATE_NOOP("StorePhrases", "{reason}, found on {day}"),
    QT_TRANSLATE_NOOP("StorePhrases", "the seal (audit.seal) is missing or was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "is not there; plug it in or choose another folder"),
    QT_TRANSLATE_NOOP("StorePhrases", "could not be written ({reason}); no backup was made"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "is damaged ({fault}); no backup is made of it, restore the last one"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "cannot be opened ({error})"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "could not be written ({text}); nothing was changed, make room"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "is damaged ({text}); restore the last backup"),
    QT_TRANSLATE_NOOP(
        "StorePhrases",
        "SQLite {version} can damage a database; install sqlcipher3 with SQLite {oldest} or newer",
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "the copy is damaged ({fault}); none was made"),
    QT_TRANSLATE_NOOP("StorePhrases", "is locked; log in again"),
    QT_TRANSLATE_NOOP("StorePhrases", "was locked meanwhile; log in again"),
    QT_TRANSLATE_NOOP("StorePhrases", "nobody is logged in"),
    QT_TRANSLATE_NOOP("StorePhrases", "is empty"),
    QT_TRANSLATE_NOOP("StorePhrases", "no photograph was chosen"),
    QT_TRANSLATE_NOOP("StorePhrases", "exists already; choose another name"),
    QT_TRANSLATE_NOOP("StorePhrases", "could not be written ({reason})"),
    QT_TRANSLATE_NOOP("StorePhrases", "was not written without metadata"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no such record"),
    QT_TRANSLATE_NOOP("StorePhrases", "belongs to a patient; erase the patient"),
    QT_TRANSLATE_NOOP("StorePhrases", "too many wrong tries; wait {seconds} s"),
    QT_TRANSLATE_NOOP("StorePhrases", "has a signed report for another patient"),
    QT_TRANSLATE_NOOP("StorePhrases", "does not fit; is it the newest one printed?"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no store here ({file} is missing)"),
    QT_TRANSLATE_NOOP("StorePhrases", "cannot be read ({reason})"),
    QT_TRANSLATE_NOOP("StorePhrases", "schema version {version}"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "is damaged ({error}); use the recovery key, or restore a backup"
    ),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "was changed outside SkinVL; use the recovery key, or restore a backup"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "needs a label"),
    QT_TRANSLATE_NOOP("StorePhrases", "the site {named} is not in the list of anatomic sites"),
    QT_TRANSLATE_NOOP("StorePhrases", "user name or password is wrong"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no such user, or the user is disabled"),
    QT_TRANSLATE_NOOP("StorePhrases", "audit log: {broken}; ask who changed the data folder"),
    QT_TRANSLATE_NOOP("StorePhrases", "belongs to another store; put back the one of this store"),
    QT_TRANSLATE_NOOP(
        "StorePhrases",
        "is older than the database; put back the newest one, or use the recovery key",
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "format {format}"),
    QT_TRANSLATE_NOOP("StorePhrases", "is not a whole backup ({error})"),
    QT_TRANSLATE_NOOP("StorePhrases", "names a file outside of it ({name})"),
    QT_TRANSLATE_NOOP("StorePhrases", "{file} was changed; use another backup"),
    QT_TRANSLATE_NOOP("StorePhrases", "is not a database of SkinVL"),
    QT_TRANSLATE_NOOP(
        "StorePhrases",
        "was written by a newer SkinVL (schema {version}, this one knows {newest}); install "
        "the newer version, or restore a backup made before the upgrade",
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "a reference of table {table} leads nowhere"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "could not be brought to schema {number} ({reason}); it is unchanged"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "is too short; use at least {least} characters"),
    QT_TRANSLATE_NOOP("StorePhrases", "is too long; use at most {most} characters"),
    QT_TRANSLATE_NOOP("StorePhrases", "is easily guessed; choose another, such as four words"),
    QT_TRANSLATE_NOOP("StorePhrases", "needs a patient number"),
    QT_TRANSLATE_NOOP("StorePhrases", "needs a name"),
    QT_TRANSLATE_NOOP(
        "StorePhrases",
        "lies on a network file system ({kind}), where a database can be damaged; choose a "
        "folder on a disk of this computer and back up to the network instead",
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "network drive"),
    QT_TRANSLATE_NOOP("StorePhrases", "cannot be written ({reason})"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "SkinVL is already running with this folder (process {holder}); use that"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "a result without its stamp cannot be kept"),
    QT_TRANSLATE_NOOP("StorePhrases", "the result is about another image"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no such photograph"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "is not the newest one of this photograph; look at that first"
    ),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "has {typed} characters instead of {expected}; type it again"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "group {number} is mistyped"),
    QT_TRANSLATE_NOOP("StorePhrases", "an amendment needs a reason"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no signed report to amend"),
    QT_TRANSLATE_NOOP("StorePhrases", "is signed already; amend it instead"),
    QT_TRANSLATE_NOOP("StorePhrases", "cannot be signed: the photograph belongs to no patient"),
    QT_TRANSLATE_NOOP("StorePhrases", "could not be copied ({reason}); nothing was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "its keys belong to another store"),
    QT_TRANSLATE_NOOP("StorePhrases", "{file} is damaged ({fault})"),
    QT_TRANSLATE_NOOP("StorePhrases", "{file} does not hold what the manifest says"),
    QT_TRANSLATE_NOOP("StorePhrases", "audit log: {reason}"),
    QT_TRANSLATE_NOOP("StorePhrases", "no seal"),
    QT_TRANSLATE_NOOP("StorePhrases", "the manifest does not name {name}"),
    QT_TRANSLATE_NOOP("StorePhrases", "{name} cannot be read ({reason})"),
    QT_TRANSLATE_NOOP("StorePhrases", "{name} is damaged; use another backup"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "user name or password is not the one of when the backup was made"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no first read of this photograph"),
    QT_TRANSLATE_NOOP("StorePhrases", "is for the role {role}; log in as one who has it"),
    QT_TRANSLATE_NOOP("StorePhrases", "{what} is taken already"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "it refers to a record that does not exist or belongs to another patient"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "a value is not allowed ({what})"),
    QT_TRANSLATE_NOOP("StorePhrases", "{what} is missing"),
    QT_TRANSLATE_NOOP("StorePhrases", "patient number"),
    QT_TRANSLATE_NOOP("StorePhrases", "user login"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is a store in this folder already; log in to it"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "there is no store in this folder; set one up or choose another"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "needs a user name and the name of the person"),
    QT_TRANSLATE_NOOP("StorePhrases", "needs the name of the person"),
    QT_TRANSLATE_NOOP("StorePhrases", "you cannot disable yourself; another administrator can"),
    QT_TRANSLATE_NOOP("StorePhrases", "the old password is wrong"),
    QT_TRANSLATE_NOOP("StorePhrases", "is disabled; enable the user first"),
    QT_TRANSLATE_NOOP("StorePhrases", "could not be written ({reason}); nothing was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "is missing; restore it from a backup"),
    QT_TRANSLATE_NOOP("StorePhrases", "is damaged; restore it from a backup"),
    QT_TRANSLATE_NOOP("StorePhrases", "was not checked: the database is damaged"),
    QT_TRANSLATE_NOOP("StorePhrases", "cannot be read ({error})"),
    QT_TRANSLATE_NOOP("StorePhrases", "its state does not follow from its history"),
    QT_TRANSLATE_NOOP("StorePhrases", "is missing"),
    QT_TRANSLATE_NOOP("StorePhrases", "was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "{kind} {name} is missing"),
    QT_TRANSLATE_NOOP("StorePhrases", "{kind} {name} was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "{kind} {name} does not belong"),
    QT_TRANSLATE_NOOP("StorePhrases", "is not the newest one"),
    QT_TRANSLATE_NOOP("StorePhrases", "is not open"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "cannot be filed: the file is gone ({reason}); open it again"
    ),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "cannot be filed: the file was changed after it was read; open it again"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "is filed already with {elsewhere}; look at that first"),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no result that could be accepted"),
    QT_TRANSLATE_NOOP("StorePhrases", "needs a diagnosis"),
    QT_TRANSLATE_NOOP("StorePhrases", "is undone by its number"),
    QT_TRANSLATE_NOOP("StorePhrases", "cannot be signed: {reasons}"),
    QT_TRANSLATE_NOOP("StorePhrases", "is signed already; an amendment needs a reason"),
    QT_TRANSLATE_NOOP("StorePhrases", "is wrong; nothing was signed"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "a record of this case changed meanwhile; look at the report again"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "there is no result; read the image first"),
    QT_TRANSLATE_NOOP("StorePhrases", "nothing is left to export: {reason}"),
    QT_TRANSLATE_NOOP("StorePhrases", "belongs to no patient"),
    QT_TRANSLATE_NOOP("StorePhrases", "has no result"),
    QT_TRANSLATE_NOOP("StorePhrases", "is out of date: {stale}"),
    QT_TRANSLATE_NOOP("StorePhrases", "every result is out of date; read the images again"),
    QT_TRANSLATE_NOOP(
        "StorePhrases", "result or decision are newer than the signed report; amend that first"
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "the store is locked"),
    QT_TRANSLATE_NOOP("StorePhrases", "a newer SkinVL"),
    QT_TRANSLATE_NOOP("StorePhrases", "patient {number}"),
    QT_TRANSLATE_NOOP(
        "StorePhrases",
        "was written by SkinVL {writer} (schema {version}, this one is SkinVL {own} and knows "
        "{newest}); install that version again, or restore a backup made before the upgrade; "
        "nothing was changed",
    ),
    QT_TRANSLATE_NOOP(
        "StorePhrases",
        "was written by {writer} (schema {version}, this one is SkinVL {own} and knows "
        "{newest}); install that version again, or restore a backup made before the upgrade; "
        "nothing was changed",
    ),
    QT_TRANSLATE_NOOP("StorePhrases", "is not in the store any more"),
    QT_TRANSLATE_NOOP("StorePhrases", "belongs to another store"),
    QT_TRANSLATE_NOOP("StorePhrases", "user name or password is not the one of when it was made"),
    QT_TRANSLATE_NOOP("StorePhrases", "could not be put back ({reason})"),
    QT_TRANSLATE_NOOP("StorePhrases", "could not be exchanged for the backup ({reason}); {state}"),
    QT_TRANSLATE_NOOP("StorePhrases", "nothing was changed"),
    QT_TRANSLATE_NOOP("StorePhrases", "the data lie beside it, in {name}"),
)
