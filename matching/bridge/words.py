"""The words of every reason code, from each side."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from program.enums import HalfDay


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
    "wishes": gettext_lazy("Asked for by name"),
}


HALF_DAYS = {day.value: day.label for day in HalfDay}


def _same(sentence: Any, *, is_good: bool = False) -> Words:
    return Words(sentence, sentence, sentence, is_good)


OWN_ORDER = gettext_lazy("Their own order of names is counted too. It stays with them, and so do these points.")
"""What everybody but the owner reads of an order by name: whether it names anybody at all shows nowhere."""

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
    "grade_wanted": Words(
        gettext_lazy("Stands as many steps from you in the organization as this program looks for."),
        gettext_lazy("You stand as many steps from them in the organization as this program looks for."),
        gettext_lazy("They stand as many steps apart in the organization as this program looks for."),
        is_good=True,
    ),
    "grade_below": Words(
        gettext_lazy("Is not as far on in the organization as you."),
        gettext_lazy("Is further on in the organization than you."),
        gettext_lazy("The one who would guide is not as far on in the organization as the other."),
    ),
    "grade_too_near": _same(gettext_lazy("You stand closer in the organization than this program wants.")),
    "grade_too_far": Words(
        gettext_lazy("Is further on in the organization than this program looks for."),
        gettext_lazy("You are further on in the organization than this program looks for."),
        gettext_lazy("One is further on in the organization than this program looks for."),
    ),
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
    "preferences_facts_not_said": _same(
        gettext_lazy("Something was wished for that cannot be told yet, so this neither helps nor harms.")
    ),
    # A person reads only what became of their own wishes.
    "preferences_not_said": Words(
        gettext_lazy("You stated no wish, so this neither helps nor harms."),
        gettext_lazy("You stated no wish, so this neither helps nor harms."),
        gettext_lazy("Nobody stated a wish, so this neither helps nor harms."),
    ),
    "earlier_partners": _same(gettext_lazy("You have worked together in a program before.")),
    "earlier_none": _same(gettext_lazy("You have not been partners before: a new view.")),
    "wishes_named": Words(gettext_lazy("You put them at place %(place)s of your own order."), OWN_ORDER, OWN_ORDER),
    "wishes_not_named": Words(gettext_lazy("You named others in your own order."), OWN_ORDER, OWN_ORDER),
    "wishes_not_said": Words(gettext_lazy("You named nobody, so this neither helps nor harms."), OWN_ORDER, OWN_ORDER),
}

# For an admin "you" would be wrong: the same facts about two others.
ABOUT_BOTH = {
    "languages_shared": gettext_lazy("Both speak %(languages)s."),
    "zone_overlap": gettext_lazy("Their working days share %(time)s."),
    "zone_apart": gettext_lazy("Their working days do not overlap."),
    "availability_none": gettext_lazy("The half days they keep free do not meet."),
    "grade_too_near": gettext_lazy("They stand closer in the organization than this program wants."),
    "department_same": gettext_lazy("They share a department: %(department)s."),
    "department_near": gettext_lazy("They work in neighbouring parts of one department."),
    "location_same": gettext_lazy("They can meet in person in %(location)s."),
    "location_other": gettext_lazy("They work in different places."),
    "earlier_partners": gettext_lazy("They have been partners in a program before."),
    "earlier_none": gettext_lazy("They have not been partners before."),
}
