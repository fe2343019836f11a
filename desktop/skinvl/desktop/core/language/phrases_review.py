"""Why a file of a folder was not read, or a review was refused."""

from __future__ import annotations

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

CONTEXT = "ReviewPhrases"
PHRASES = (
    QT_TRANSLATE_NOOP("ReviewPhrases", "cannot be listed ({reason})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "holds no review"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "version {version}; this SkinVL reads {known}"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "another review writes into this folder"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "damaged or no journal of a review ({error})"),
    QT_TRANSLATE_NOOP(
        "ReviewPhrases", "begun otherwise ({told}); choose another --out to keep results apart"
    ),
    QT_TRANSLATE_NOOP("ReviewPhrases", "left out"),
    QT_TRANSLATE_NOOP(
        "ReviewPhrases", "was changed after it was read; read the folder again to see it"
    ),
    QT_TRANSLATE_NOOP("ReviewPhrases", "has no result to decide on"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "has no result to accept"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "does not start"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "ends at its start"),
    QT_TRANSLATE_NOOP(
        "ReviewPhrases", "the process that reads images {what}; see skinvl bundle verify"
    ),
    QT_TRANSLATE_NOOP("ReviewPhrases", "no result within {seconds} s; the process was ended"),
    QT_TRANSLATE_NOOP(
        "ReviewPhrases", "the process was ended by the system, perhaps for lack of memory"
    ),
    QT_TRANSLATE_NOOP("ReviewPhrases", "the process crashed ({signal})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "the process ended unexpectedly (exit code {code})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "no results of a review ({error})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "{folder}: no such folder"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "{out}: is a file; --out names a folder"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "{out}: is the folder that is read; choose another --out"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "the review was ended before its first image"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "a folder that was listed already (a link to it)"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "the folder cannot be read ({reason})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "cannot be looked at ({reason})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "a link to a file that is not there"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "not a file"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "not readable as UTF-8 text ({error})"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "the table is empty"),
    QT_TRANSLATE_NOOP(
        "ReviewPhrases", "no column names the image ({names}); its columns are {columns}"
    ),
    QT_TRANSLATE_NOOP("ReviewPhrases", "not read"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "was changed while it was read; retry it"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "its result is not there any more; retry it"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "not enough memory for this image"),
    QT_TRANSLATE_NOOP("ReviewPhrases", "larger than {most} MiB"),
)
