"""What is shown of an update file, before anything is changed."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from skinvl.desktop.core.language import say
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.update.errors import UpdateError
from skinvl.desktop.core.update.installation import Installation
from skinvl.desktop.core.update.offer import Offer, refuse_unfit
from skinvl.desktop.core.update.store_state import find_store_state
from skinvl.desktop.ui.model_views import format_size

translate = QCoreApplication.translate
_BREAK = "\n"


def find_objection(offer: Offer, store: Store | None) -> str | None:
    """Why an update cannot be installed here; None where it can."""
    try:
        refuse_unfit(offer, find_store_state(store), allow_downgrade=False)
    except UpdateError as error:
        return error.reason
    return None


def write_offer(offer: Offer, objection: str | None, has_store: bool) -> str:
    """The facts of an update file and what will happen, HTML."""
    release = offer.release
    rows = (
        (translate("UpdateFacts", "Version"), release.version),
        (translate("UpdateFacts", "Version in use"), offer.installation.version),
        (translate("UpdateFacts", "For"), f"{release.platform}, {release.flavour.upper()}"),
        (translate("UpdateFacts", "Signed by"), offer.signer),
        (translate("UpdateFacts", "Size of the file"), format_size(offer.size)),
        (translate("UpdateFacts", "File"), str(offer.path)),
    )
    cells = "".join(
        f"<tr><td><b>{escape(label)}</b>&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
        for label, value in rows
    )
    if objection is not None:
        steps = f"<p><b>✗ {escape(say(objection))}</b></p>"
    else:
        items = "".join(f"<li>{escape(text)}</li>" for text in _list_steps(offer, has_store))
        steps = f"<ol>{items}</ol>"
    notes = release.notes or translate("UpdateFacts", "Nothing is said about it.")
    coming = translate("UpdateFacts", "What will happen")
    new = translate("UpdateFacts", "What is new")
    return (
        f"<table cellspacing='4'>{cells}</table>"
        f"<h3>{escape(coming)}</h3>{steps}"
        f"<h3>{escape(new)}</h3><p>{escape(notes).replace(_BREAK, '<br>')}</p>"
    )


def write_installation(installation: Installation) -> str:
    """One or two sentences about the program that is installed."""
    text = translate("UpdateFacts", "SkinVL {0} is installed in {1}.").format(
        installation.version, installation.root
    )
    if installation.obstacle is not None:
        reason = translate("UpdateFacts", "An update file cannot change it: {0}.")
        return f"{text} {reason.format(say(installation.obstacle))}"
    return text


def _list_steps(offer: Offer, has_store: bool) -> list[str]:
    steps = [
        translate("UpdateFacts", "The new version is unpacked beside the present one, which stays.")
    ]
    if offer.installation.kind == "windows":
        steps = [
            translate("UpdateFacts", "The set-up is copied to this computer and checked once more.")
        ]
    else:
        steps.append(
            translate(
                "UpdateFacts",
                "It tests itself on this computer. If that fails, nothing is changed.",
            )
        )
    if has_store:
        steps.append(translate("UpdateFacts", "The store is copied. The copy can be put back."))
    if offer.installation.kind == "windows":
        return [
            *steps,
            translate("UpdateFacts", "The set-up runs when you close SkinVL, and starts it again."),
        ]
    return [
        *steps,
        translate(
            "UpdateFacts",
            "It is used from the next start on. You can go back to the present version.",
        ),
    ]
