"""Questions in another language than English, which the model was not trained to understand.

It would answer them all the same, and beside the point. The check is for what is plainly German or
written in another alphabet: words that no English question about skin holds, or two of those that
are also an English word, a name (von Recklinghausen) or an abbreviation.
"""

from __future__ import annotations

import re

NOT_ENGLISH = "the model understands English only; ask in English"
"""Why such a question is not answered."""

_WORDS = re.compile(r"[^\W\d_]+")
_OTHER_ALPHABET = re.compile(
    r"[\u0400-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
_GERMAN = re.compile(
    r"ist|sind|haben|wird|werden|eine[rsmn]?|keine?[rsmn]?|welche[rsmn]?|wie|wieso|warum|weshalb|"
    r"woran|wodurch|wofür|wo|wohin|gibt|nicht|und|oder|auch|auf|aus|bei|beim|zum|zur|sich|sie|wir|"
    r"diese[rsmn]?|kann|können|könnte|muss|müssen|soll|sollte|sieht|sehen|zeigt|zeigen|bitte|"
    r"bild|bildes|haut|fleck|flecken|farben?|läsion|muttermal|leberfleck|melanom|hautkrebs|ekzem|"
    r"schuppenflechte|ausschlag|haare|größe|gutartig|bösartig|wahrscheinlich\w*|"
    r"unregelmäßig|regelmäßig|asymmetrisch|symmetrisch|\w*ß\w*",
    re.I,
)
_GERMAN_OR_NAME = re.compile(
    r"von|vom|der|des|das|dem|mit|es|er|im|zu|ein|kein|ich|wer|für|rand|krebs|diagnosen?|"
    r"(?!k[oö]bner)\w*[äöü]\w*",
    re.I,
)


def is_foreign(question: str) -> bool:
    """Whether a question is plainly not in English; a name or a word of Latin does not make it."""
    words = {word.casefold() for word in _WORDS.findall(question.replace("ß", "ss"))}
    words |= {word.lower() for word in _WORDS.findall(question)}
    if _OTHER_ALPHABET.search(question) or any(_GERMAN.fullmatch(word) for word in words):
        return True
    return sum(_GERMAN_OR_NAME.fullmatch(word) is not None for word in words) > 1
