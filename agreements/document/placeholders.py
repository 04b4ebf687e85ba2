"""Named placeholders in fixed text. A name is replaced by its value once; nothing is ever executed."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from agreements import catalogue
from agreements.enums import TemplateShape
from core.rules import Reason
from program.enums import ProgramKind
from program.models import Program

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# Whatever stands in braces on one line was meant as one, however it is written.
_MEANT = re.compile(r"\{([^{}\n]*)\}")

_ALWAYS: dict[str, Reason] = {
    "seeker": _("the mentee or client by name; several with commas"),
    "guide": _("the mentor or coach by name"),
    "program": _("the name of the program"),
    "duration": _("how long it lasts, as the program suggests: “12 months”"),
    "interval": _("how often they meet, as the program suggests: “every 2 weeks”"),
    "minutes": _("how long a meeting lasts, as the program suggests: “60 minutes”"),
}
_IN_COACHING: dict[str, Reason] = {
    "package": _("how many sessions there are, as the program suggests: “6 sessions”"),
    "late": _("when a cancellation is late, as the program suggests: “24 hours”"),
}
_WITH_A_SPONSOR: dict[str, Reason] = {"sponsor": _("the sponsor by name")}


def names(kind: str, shape: str) -> dict[str, Reason]:
    """The placeholders that a template of this kind and shape knows, and what each stands for."""
    coaching = _IN_COACHING if kind == ProgramKind.COACHING else {}
    sponsored = _WITH_A_SPONSOR if shape == TemplateShape.SPONSORED else {}
    return {**_ALWAYS, **coaching, **sponsored}


def values(program: Program, language: str, *, seeker: str, guide: str, sponsor: str = "") -> dict[str, str]:
    """What each placeholder stands for in an agreement of this program. Names are given as they should read."""
    words, package = catalogue.phrases(language), program.package_meetings
    return {
        "seeker": seeker,
        "guide": guide,
        "sponsor": sponsor,
        "program": program.name,
        "duration": words.count(words.months, program.duration_months),
        "interval": words.count(words.weekly, program.meeting_interval_weeks),
        "minutes": words.count(words.minutes, program.meeting_minutes),
        "package": words.count(words.package, package) if package else words.no_package,
        "late": words.count(words.hours, program.late_cancellation_hours),
    }


def used(text: str) -> list[str]:
    """What stands in braces, in its order."""
    return _MEANT.findall(text)


def unknown(texts: Iterable[object], known: Iterable[str]) -> list[str]:
    """What stands in braces in any of these texts and is no placeholder, each once."""
    found = (name for text in texts if isinstance(text, str) for name in used(text))
    return list(dict.fromkeys(name for name in found if name not in set(known)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known `{name}` replaced. An unknown one stays as written; values are not looked at again."""
    return _PLACEHOLDER.sub(lambda match: values.get(match.group(1), match.group(0)), text)
