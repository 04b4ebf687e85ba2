"""A participant's own profile in a program."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm, ParagraphsField
from core.text import single_line
from people.models import Skill
from program.enums import Preference
from program.forms.fields import HalfDaysField, whole
from program.models import Enrollment
from program.selectors.enrollments import skills_of
from program.services.enrollments import Profile

MOST_SKILLS = 12
OPPOSITES = (
    (Preference.SAME_LOCATION, Preference.OTHER_LOCATION),
    (Preference.SAME_DEPARTMENT, Preference.OTHER_DEPARTMENT),
)


class ProfileForm(PageForm):
    """One line, a few sentences, skills; places and a break from new people for mentors and coaches."""

    headline = LineField(
        label=_("You in one line"),
        help_text=_("For example: Engineer in Pune, new to leading a team"),
        max_length=140,
    )
    hopes = ParagraphsField(label=_("What do you hope for?"), max_length=2000, rows=5)
    experience = ParagraphsField(label=_("What experience can you share?"), max_length=2000, rows=5)
    skills = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}), required=False
    )
    other_skills = LineField(
        label=_("Something that is not in the list?"),
        help_text=_("Put commas between the words. They join the list for everybody."),
        required=False,
        max_length=400,
    )
    availability = HalfDaysField(
        label=_("Good times to meet"),
        help_text=_("Tick the half days that usually suit you, on your own clock. You can leave this out."),
    )
    preferences = forms.MultipleChoiceField(
        label=_("You would like somebody …"),
        help_text=_(
            "It counts in the order of your list. Nobody is left out, and nobody is told. You can leave this out."
        ),
        choices=Preference.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_open_to_proposals = forms.BooleanField(
        label=_("Mentors may propose themselves to me"),
        help_text=_("A mentor with room then sees your profile and may write to you. You say yes or no."),
        required=False,
    )
    capacity = whole(1, 50, "")
    is_accepting = forms.BooleanField(
        label=_("I take new people at the moment"),
        help_text=_("Take the tick away for a break from new people. Whoever you work with now stays with you."),
        required=False,
    )

    def __init__(
        self, *args: Any, enrollment: Enrollment, vocabulary: Sequence[Skill], own_skills: Sequence[str], **kwargs: Any
    ) -> None:
        self.enrollment = enrollment
        names = (
            *("headline", "hopes", "experience", "capacity", "is_accepting"),
            *("availability", "preferences", "is_open_to_proposals"),
        )
        chosen = skills_of(enrollment)
        initial = {name: getattr(enrollment, name) for name in names}
        kwargs["initial"] = {**initial, "skills": chosen}
        super().__init__(*args, **kwargs)
        self.near = set(chosen) | set(own_skills if enrollment.is_guide else ())
        offered = sorted({skill.name for skill in vocabulary} | self.near, key=str.casefold)
        self.fields["skills"].choices = [(name, name) for name in offered]  # type: ignore[attr-defined]
        self._adapt()

    @property
    def near_choices(self) -> list[Any]:
        """The boxes that stand first: what is chosen, and for a guide the skills from their own record."""
        return [box for box in self["skills"] if box.data["value"] in self.near]

    @property
    def other_choices(self) -> list[Any]:
        """The boxes of the rest of the vocabulary."""
        return [box for box in self["skills"] if box.data["value"] not in self.near]

    def _adapt(self) -> None:
        if self.enrollment.is_guide or not self.enrollment.program.allows_proposals:
            del self.fields["is_open_to_proposals"]
        if not self.enrollment.is_guide:
            for name in ("experience", "capacity", "is_accepting"):
                del self.fields[name]
            self.fields["skills"].label = _("Which skills do you want to build?")
            return
        del self.fields["hopes"]
        self.fields["skills"].label = _("Which skills can you help with?")
        capacity = self.fields["capacity"]
        most = max(self.enrollment.capacity, self.enrollment.program.guide_capacity)
        self.fields["capacity"] = whole(
            1,
            most,
            _("How many people do you have time for?"),
            _("Fewer than you have now ends nothing. For more than %(most)s, ask who runs the program.")
            % {"most": most},
            initial=capacity.initial,
        )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        others = [single_line(word) for word in values.get("other_skills", "").split(",")]
        together = [*values.get("skills", []), *(word for word in others if word)]
        unique = {name.casefold(): name for name in together}
        if any(len(name) > 80 for name in together):
            self.add_error("other_skills", _("A skill has at most 80 letters. Put commas between the skills."))
        if not unique and "skills" not in self.errors:
            self.add_error("skills", _("Choose at least one skill, or write your own below the list."))
        if len(unique) > MOST_SKILLS:
            self.add_error(
                "skills", _("Choose at most %(most)s, the ones that matter most now.") % {"most": MOST_SKILLS}
            )
        wishes = values.get("preferences", [])
        for one, other in OPPOSITES:
            if one in wishes and other in wishes:
                self.add_error("preferences", _("Choose one of two that cannot both be true."))
                break
        values["all_skills"] = tuple(unique.values())
        return values

    def profile(self) -> Profile:
        """What the service takes; fields of the other role keep their words."""
        values, mine = self.cleaned_data, self.enrollment
        return Profile(
            headline=values["headline"],
            hopes=values.get("hopes", mine.hopes),
            experience=values.get("experience", mine.experience),
            skills=values["all_skills"],
            is_accepting=values.get("is_accepting", mine.is_accepting),
            availability=tuple(values["availability"]),
            preferences=tuple(values["preferences"]),
            is_open_to_proposals=values.get("is_open_to_proposals", mine.is_open_to_proposals),
        )
