"""One pair and the hard rules, in words that give nothing private away."""

from django.utils.translation import gettext_lazy as _

from core.rules import Reason
from matching import engine
from matching.bridge.profiles import Profiles, rules_of
from matching.engine import Rule
from program.models import Enrollment

NOT_POSSIBLE = _("This match is not possible.")

# Only rules about facts that people know or see in the directory are named; the rest share one sentence.
SAID: dict[Rule, Reason] = {
    Rule.SELF: _("Nobody can be matched with themself."),
    Rule.REPORTING_LINE: _("One of the two reports to the other, directly or through others."),
    Rule.NO_COMMON_LANGUAGE: _("The two have no language in common."),
    Rule.OTHER_POOL: _("The coach belongs to other pools than the client."),
}


def broken_rules(seeker: Enrollment, guide: Enrollment) -> Rule:
    """The hard rules between two people that exclude them; readiness and room are asked elsewhere."""
    profiles = Profiles([seeker, guide], for_rules=True)
    rules = rules_of(seeker.program, full=False)
    broken = rules.excluded(profiles.seeker(seeker), profiles.guide(guide))
    return broken & ~Rule.NOT_READY


def why_never(seeker: Enrollment, guide: Enrollment) -> Reason | None:
    """Why these two may never be matched, or None. A private rule hides every other, so that nothing shows."""
    return in_words(broken_rules(seeker, guide))


def in_words(broken: engine.Rule) -> Reason | None:
    """The sentence for some broken rules."""
    if not broken:
        return None
    if broken & Rule.BLOCKED:
        return NOT_POSSIBLE
    return next((sentence for rule, sentence in SAID.items() if broken & rule), NOT_POSSIBLE)
