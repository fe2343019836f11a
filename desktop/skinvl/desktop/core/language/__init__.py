"""What core says to people: in English, or in the language that the window has put in.

* `translate` for sentences that core makes when they are shown; `tell_number`, `tell_day` and
  their like for what stands in them.
* `say` for English that comes from anywhere: an error, a child process, a record of the store.
* `name_diagnosis` and its like for the words of the field.

Without a window (`skinvl review`, child processes, exports) everything stays English.
"""

from __future__ import annotations

from skinvl.desktop.core.language.audit import name_event, name_subject
from skinvl.desktop.core.language.diagnoses import name_diagnosis, name_diagnosis_in_english
from skinvl.desktop.core.language.names import (
    join_words,
    name_border,
    name_colour,
    name_group,
    name_modality,
    name_role,
    name_sex,
    name_side,
    name_site,
)
from skinvl.desktop.core.language.sayings import say
from skinvl.desktop.core.language.voice import (
    ENGLISH,
    Voice,
    tell_day,
    tell_number,
    tell_percent,
    tell_time,
    translate,
    use_voice,
)

__all__ = [
    "ENGLISH",
    "Voice",
    "join_words",
    "name_border",
    "name_colour",
    "name_diagnosis",
    "name_diagnosis_in_english",
    "name_event",
    "name_group",
    "name_modality",
    "name_role",
    "name_sex",
    "name_side",
    "name_site",
    "name_subject",
    "say",
    "tell_day",
    "tell_number",
    "tell_percent",
    "tell_time",
    "translate",
    "use_voice",
]
