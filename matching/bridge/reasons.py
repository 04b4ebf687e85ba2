"""The engine's reason codes as sentences, seen from either side: the same factors, never worked out twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.ui.words import in_sentence
from matching import engine
from matching.engine import skills
from people.languages import names_of


class View(StrEnum):
    """Who reads the sentence."""

    SEEKER = "seeker"
    GUIDE = "guide"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Fit:
    """A pair in words: a sentence, up to three reasons, and the factors that add up to the score."""

    score: int
    sentence: str
    reasons: Sequence[str]
    factors: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """One reason code from each side; `admin` speaks of both. Only good reasons are given as reasons."""

    seeker: Any
    guide: Any
    admin: Any
    is_good: bool = False


LABELS = {
    "skills": gettext_lazy("Skills"),
    "goals": gettext_lazy("Goals and experience"),
    "languages": gettext_lazy("Languages"),
    "zone": gettext_lazy("Working hours in common"),
    "availability": gettext_lazy("Times to meet"),
    "grade": gettext_lazy("Seniority"),
    "department": gettext_lazy("Department"),
    "location": gettext_lazy("Location"),
    "preferences": gettext_lazy("Wishes"),
    "earlier": gettext_lazy("Worked together before"),
}


HALF_DAYS = {
    "mon_am": gettext_lazy("Monday morning"),
    "mon_pm": gettext_lazy("Monday afternoon"),
    "tue_am": gettext_lazy("Tuesday morning"),
    "tue_pm": gettext_lazy("Tuesday afternoon"),
    "wed_am": gettext_lazy("Wednesday morning"),
    "wed_pm": gettext_lazy("Wednesday afternoon"),
    "thu_am": gettext_lazy("Thursday morning"),
    "thu_pm": gettext_lazy("Thursday afternoon"),
    "fri_am": gettext_lazy("Friday morning"),
    "fri_pm": gettext_lazy("Friday afternoon"),
}
_MOST_HALF_DAYS = 3


def _same(sentence: Any, *, is_good: bool = False) -> Words:
    return Words(sentence, sentence, sentence, is_good)


_NOT_SAID = _same(gettext_lazy("Not filled in yet, so this neither helps nor harms."))

WORDS: dict[str, Words] = {
    "skills_shared": Words(
        gettext_lazy("Can help with %(shared)s, which you want to learn."),
        gettext_lazy("Wants to learn %(shared)s, which you can help with."),
        gettext_lazy("%(shared)s: one wants to learn it, the other can help."),
        is_good=True,
    ),
    "skills_near": Words(
        gettext_lazy("Knows %(offered)s, which is close to %(wanted)s that you want to learn."),
        gettext_lazy("Wants to learn %(wanted)s, which is close to %(offered)s that you know."),
        gettext_lazy("%(offered)s is close to the wanted %(wanted)s."),
        is_good=True,
    ),
    "skills_none": Words(
        gettext_lazy("None of the skills you want to learn are listed."),
        gettext_lazy("Wants to learn other things than you list."),
        gettext_lazy("None of the wanted skills are listed."),
    ),
    "skills_not_said": _NOT_SAID,
    "goals_shared": Words(
        gettext_lazy("Their experience speaks of what you hope for."),
        gettext_lazy("Their hopes speak of your experience."),
        gettext_lazy("The hopes of one meet the experience of the other."),
        is_good=True,
    ),
    "goals_none": _same(gettext_lazy("Hopes and experience use different words.")),
    "goals_not_said": _NOT_SAID,
    "languages_shared": _same(gettext_lazy("You both speak %(languages)s."), is_good=True),
    "languages_none": _same(gettext_lazy("No language in common.")),
    "languages_not_said": _NOT_SAID,
    "zone_overlap": _same(gettext_lazy("Your working days share %(time)s."), is_good=True),
    "zone_apart": _same(gettext_lazy("Your working days do not overlap.")),
    "zone_not_said": _NOT_SAID,
    "availability_shared": Words(
        gettext_lazy("You both keep time free on %(seeker_times)s: %(time)s a week together."),
        gettext_lazy("You both keep time free on %(guide_times)s: %(time)s a week together."),
        gettext_lazy("The half days they keep free share %(time)s a week."),
        is_good=True,
    ),
    "availability_none": _same(gettext_lazy("The half days you keep free do not meet.")),
    "availability_not_said": _NOT_SAID,
    "grade_in_band": Words(
        gettext_lazy("Is a good step further on in the organization than you."),
        gettext_lazy("You are a good step further on in the organization."),
        gettext_lazy("One is a good step further on in the organization than the other."),
        is_good=True,
    ),
    "grade_too_near": _same(gettext_lazy("You stand at a similar step in the organization.")),
    "grade_too_far": _same(gettext_lazy("Many steps of the organization lie between you.")),
    "grade_not_said": _NOT_SAID,
    "department_same": _same(gettext_lazy("You know the same department: %(department)s."), is_good=True),
    "department_near": _same(gettext_lazy("You work in neighbouring parts of one department."), is_good=True),
    "department_other": Words(
        gettext_lazy("Brings a view from another department: %(department)s."),
        gettext_lazy("Works in another department than you."),
        gettext_lazy("The two work in different departments."),
        is_good=True,
    ),
    "department_not_said": _NOT_SAID,
    "location_same": _same(gettext_lazy("You can meet in person in %(location)s."), is_good=True),
    "location_other": _same(gettext_lazy("You work in different places.")),
    "location_not_said": _NOT_SAID,
    "preferences_met": _same(gettext_lazy("Fits what was wished for."), is_good=True),
    "preferences_unmet": _same(gettext_lazy("Does not fit everything that was wished for.")),
    "preferences_not_said": _same(gettext_lazy("Nobody stated a wish, so this neither helps nor harms.")),
    "earlier_partners": _same(gettext_lazy("You have worked together in a program before.")),
    "earlier_none": _same(gettext_lazy("You have not been partners before: a new view.")),
}

# For an admin "you" would be wrong: the same facts about two others.
_ABOUT_BOTH = {
    "languages_shared": gettext_lazy("Both speak %(languages)s."),
    "zone_overlap": gettext_lazy("Their working days share %(time)s."),
    "zone_apart": gettext_lazy("Their working days do not overlap."),
    "availability_none": gettext_lazy("The half days they keep free do not meet."),
    "grade_too_near": gettext_lazy("They stand at a similar step in the organization."),
    "grade_too_far": gettext_lazy("Many steps of the organization lie between them."),
    "department_same": gettext_lazy("They share a department: %(department)s."),
    "department_near": gettext_lazy("They work in neighbouring parts of one department."),
    "location_same": gettext_lazy("They can meet in person in %(location)s."),
    "location_other": gettext_lazy("They work in different places."),
    "earlier_partners": gettext_lazy("They have been partners in a program before."),
    "earlier_none": gettext_lazy("They have not been partners before."),
}


@dataclass(slots=True)
class Speaker:
    """Says factors from one side. `skill_names` gives the organization's word for a skill key."""

    view: View
    skill_names: Mapping[str, str] = field(default_factory=dict)

    def fit(self, factors: Iterable[engine.Factor]) -> Fit:
        """A pair in words."""
        factors = list(factors)
        score, most = sum(f.points for f in factors), sum(f.most for f in factors)
        good = [f for f in factors if WORDS[f.code].is_good and f.points]
        good.sort(key=lambda factor: -factor.points)
        shown = [self._line(factor) for factor in factors]
        if factors:
            shown.append(_together(score, most))
        return Fit(score, self.sentence(score, most, good), [self.say(f) for f in good[:3]], shown)

    def say(self, factor: engine.Factor) -> str:
        """One factor as a sentence."""
        words = WORDS[factor.code]
        sentence = {View.SEEKER: words.seeker, View.GUIDE: words.guide, View.ADMIN: words.admin}[self.view]
        if self.view == View.ADMIN:
            sentence = _ABOUT_BOTH.get(factor.code, sentence)
        return str(sentence) % self._params(factor) if factor.params else str(sentence)

    @staticmethod
    def sentence(score: int, most: int, good: Sequence[engine.Factor]) -> str:
        """How well two people fit, and what speaks most for it."""
        share = score / most if most else 0
        level = next(words for least, words in _LEVELS if share >= least)
        labels = [in_sentence(LABELS[factor.feature]) for factor in good[:2]]
        if not labels:
            return _("%(level)s.") % {"level": level}
        return _("%(level)s, most of all for: %(what)s.") % {"level": level, "what": _listed(labels)}

    def _line(self, factor: engine.Factor) -> dict[str, Any]:
        points = {"points": factor.points, "most": factor.most}
        return {
            "label": LABELS[factor.feature],
            "share": factor.points / factor.most if factor.most else 0,
            "weight": _("%(points)d of %(most)d points") % points,
            "text": self.say(factor),
        }

    def _params(self, factor: engine.Factor) -> dict[str, Any]:
        return {name: text for name, value in factor.params.items() for name, text in self._param(name, value)}

    def _param(self, name: str, value: Any) -> list[tuple[str, str]]:
        if name == "near" and value:
            return [("wanted", self._skill(value[0][0])), ("offered", self._skill(value[0][1]))]
        say: dict[str, Callable[[Any], str]] = {
            "shared": lambda keys: _listed([self._skill(key) for key in keys]),
            "languages": lambda codes: _listed(names_of(codes)),
            "minutes": _hours,
            "seeker_times": _half_days,
            "guide_times": _half_days,
        }
        return [("time" if name == "minutes" else name, say[name](value) if name in say else str(value))]

    def _skill(self, key: str) -> str:
        return self.skill_names.get(key) or skills.name_of(key)


def to_json(factors: Iterable[engine.Factor]) -> list[dict[str, Any]]:
    """Factors as a run stores them."""
    return [
        {"feature": f.feature, "points": f.points, "most": f.most, "code": f.code, "params": dict(f.params)}
        for f in factors
    ]


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[engine.Factor]:
    """Factors as a run stored them; codes and features that are gone are left out."""
    known = [entry for entry in stored if entry["code"] in WORDS and entry["feature"] in LABELS]
    return [engine.Factor(**entry) for entry in known]


_LEVELS = (
    (0.75, gettext_lazy("A very good fit")),
    (0.6, gettext_lazy("A good fit")),
    (0.4, gettext_lazy("A fair fit")),
    (0.0, gettext_lazy("Few things in common")),
)


def _together(score: int, most: int) -> dict[str, Any]:
    return {
        "label": _("Together"),
        "share": score / most if most else 0,
        "weight": _("%(points)d of %(most)d points") % {"points": score, "most": most},
    }


def _half_days(codes: Sequence[str]) -> str:
    """The first ones by name, as a card has no room for ten."""
    names = [str(HALF_DAYS[code]) for code in codes[:_MOST_HALF_DAYS]]
    more = len(codes) - len(names)
    if more:
        names.append(ngettext("%(count)d other half day", "%(count)d other half days", more) % {"count": more})
    return _listed(names)


def _hours(minutes: int) -> str:
    hours, rest = divmod(int(minutes), 60)
    whole = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    part = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    return (
        whole if not rest else part if not hours else _("%(hours)s and %(minutes)s") % {"hours": whole, "minutes": part}
    )


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
