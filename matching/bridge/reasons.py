"""The engine's reason codes as sentences, seen from either side: the same factors, never worked out twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.ui.words import in_sentence
from matching import engine
from matching.bridge.words import ABOUT_BOTH, HALF_DAYS, LABELS, OWN_ORDER, WORDS
from matching.engine import skills
from people.languages import names_of

_MOST_HALF_DAYS = 3


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


@dataclass(slots=True)
class Speaker:
    """Says factors from one side. `skill_names` gives the organization's word for a skill key."""

    view: View
    skill_names: Mapping[str, str] = field(default_factory=dict)

    def fit(self, factors: Iterable[engine.Factor], *, in_full: bool = True) -> Fit:
        """A pair in words. An order by name is for its owner: for others the score leaves its points out.

        What is not `in_full` has a sentence and reasons, but no lines about each factor.
        """
        asked = list(factors)
        factors = asked if self.view == View.SEEKER else besides_wishes(asked)
        score, most = sum(f.points for f in factors), sum(f.most for f in factors)
        good = [f for f in factors if WORDS[f.code].is_good and f.points]
        good.sort(key=lambda factor: -factor.points)
        reasons = [self.say(factor) for factor in good[:3]]
        shown = self._lines(factors, len(factors) < len(asked)) if in_full else []
        return Fit(score, self.sentence(score, most, good), reasons, shown)

    def say(self, factor: engine.Factor) -> str:
        """One factor as a sentence."""
        words = WORDS[factor.code]
        sentence = {View.SEEKER: words.seeker, View.GUIDE: words.guide, View.ADMIN: words.admin}[self.view]
        if self.view == View.ADMIN:
            sentence = ABOUT_BOTH.get(factor.code, sentence)
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

    def _lines(self, factors: Sequence[engine.Factor], leaves_out_wishes: bool) -> list[dict[str, Any]]:
        shown = [self._line(factor) for factor in factors]
        if leaves_out_wishes:
            shown.append({"label": LABELS["wishes"], "text": OWN_ORDER})
        if factors:
            shown.append(_together(sum(f.points for f in factors), sum(f.most for f in factors)))
        return shown

    def _line(self, factor: engine.Factor) -> dict[str, Any]:
        points = {"points": factor.points, "most": factor.most}
        return {
            "label": LABELS[factor.feature],
            "points": factor.points,
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


def besides_wishes(factors: Iterable[engine.Factor]) -> list[engine.Factor]:
    """Without the order by name, which would tell a place to whoever can subtract."""
    return [factor for factor in factors if factor.feature != "wishes"]


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
