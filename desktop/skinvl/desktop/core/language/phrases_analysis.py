"""What the analysis process, the settings and the self-test say."""

from __future__ import annotations

from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

CONTEXT = "AnalysisPhrases"
PHRASES = (
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "the model was changed while it was at work; the analysis was given up"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "did not respond and was ended"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "was ended by the system, perhaps for lack of memory"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "crashed ({signal})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "ended unexpectedly (exit code {code})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{name}: not analysed; the analysis process {what}"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "the question was not answered; the analysis process {what}"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the heat map was not made; the analysis process {what}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the analysis process {what}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{reason}; it goes on with the CPU alone"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the image quality is not sufficient: {reasons}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "blurred"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "too dark"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "too bright"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "low contrast"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "no colour"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "too small"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "this does not look like a skin photograph (looks like: {looks})"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "a clinical photograph"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "a dermoscopic image"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "a microscope slide"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "something else"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the image is unlike the images the model was trained on"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the image could not be processed"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "no reason given"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "no statement is made about this image ({reason})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "outlines were measured on dermoscopic images only"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "no lesion stands out"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the lesion fills the image"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the lesion does not stand out clearly from the skin"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the explanation was cancelled"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the question is empty"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases",
        "the text is too long: {capacity} positions where the model has {longest}; ask a "
        "shorter question",
    ),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases",
        "the question is too long: {length} positions with the image, where the model has "
        "{longest}; ask a shorter question",
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "No reliable description could be written."),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "No description is given: {reason}."),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "No answer is given: {reason}."),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases",
        "an image shows no treatment, no dose, no plan of care and no outcome; "
        "ask what can be seen in it",
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the model understands English only; ask in English"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{path}: {provider} failed ({error})"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "the installed onnxruntime has no CUDA (install onnxruntime-gpu)"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "text_percent: {value} is not 100..200"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "idle_minutes: {value} is not 0..240"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "backup_hours: {value} is not 1..168"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{machine}: unknown key {key}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{file}: {error}; the value is not used"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "unknown setting {name}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{file}: not readable ({error}); it is not used"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{file}: not a JSON object; it is not used"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Model"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Golden images"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Network closed"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Provider"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Store"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Free space"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Backup folder"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "Printer"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases",
        "{name} {version}: signature of {key} and {count} files are as they were signed",
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "not tried, because the model is refused"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "{count} reproduced; probabilities differ by {worst} at most"
    ),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "the model holds none, so nothing shows that it works on this computer"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "CPU, not CUDA: {reason}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{used} (asked for: {provider})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{used} (asked for: {provider}); {refused}"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "no store is open; images can be read and nothing is kept"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "open, and a record was written and is on the disk"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "not looked at, because no store is open"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{free} GB free beside the store"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "{free} GB free beside the store; make room, at least 1 GB"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "none is chosen; choose one in the settings"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "is not there; plug it in or choose another one"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "can be written, {free} GB free"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "not looked for"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "there is none; reports can be saved as PDF files"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{count} found"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "the head gave scores {found} for {count} classes of {name}"
    ),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "the text is too long: {length} positions where there is room for {room}"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "{path}: {token} is not the token {number} in a prompt"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "{model} {version}: does not know the diagnosis {wanted}; one of {names}"
    ),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "{count} patches are no grid over {width} x {height} pixels"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "a closed question needs at least one choice"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "defect: {kind}: {error}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the input {name} is missing"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the input {name} was not agreed"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the input {name} is {found}, not {expected}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the output {name} is missing"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the output {name} was not agreed"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the output {name} is {found}, not {expected}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "sockets and names were asked for, and each was refused"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "refused to Python; code outside Python is not watched ({reason})"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "not refused: {asked}"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "not refused: {asked} ({reason})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "socket in Python"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "name in Python"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "IPv4 socket of the system"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "IPv6 socket of the system"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "io_uring"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "it was not closed"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "only Linux has such a filter"),
    QT_TRANSLATE_NOOP(
        "AnalysisPhrases", "there is no filter for programs of this kind on {machine}"
    ),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the kernel keeps new rights possible ({error})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "the kernel refused the filter ({error})"),
    QT_TRANSLATE_NOOP("AnalysisPhrases", "a thread of this process has a filter of its own"),
)
