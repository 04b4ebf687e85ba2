"""Inviting people, and the people page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from people.models import Person
from program.enums import ROLES_OF, EnrollmentState, ProgramKind
from program.forms.fields import whole
from program.models import Cohort, Program
from program.selectors.candidates import MOST_SHOWN, skills_people_have, values_of


def role_choices(program: Program) -> list[tuple[str, Any]]:
    """The roles of this kind of program."""
    return [(role.value, role.label) for role in ROLES_OF[ProgramKind(program.kind)]]


class CandidateFilterForm(PageForm):
    """Which role in which cohort, and who could take it."""

    role = forms.ChoiceField(label=_("Invite as"), required=False)
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=None)
    q = LineField(label=_("Name, e-mail or job title"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("Department"), required=False)
    location = forms.ChoiceField(label=_("Location"), required=False)
    grade_from = whole(0, 99, _("Grade from"), required=False)
    grade_to = whole(0, 99, _("Grade to"), required=False)
    skill = forms.ModelChoiceField(skills_people_have(), label=_("Has the skill"), required=False, empty_label=_("Any"))

    def __init__(self, data: Any, *, program: Program) -> None:
        self.roles = role_choices(program)
        cohorts = program.cohorts.order_by("-starts_on", "pk")
        self.cohorts = list(cohorts)
        # What is shown as chosen is what counts: whoever has not chosen yet sees the values that are used.
        chosen = data.copy()
        if chosen.get("role") not in dict(self.roles):
            chosen["role"] = self.roles[-1][0]
        if self.cohorts and chosen.get("cohort") not in {str(cohort.pk) for cohort in self.cohorts}:
            chosen["cohort"] = str(self.cohorts[0].pk)
        super().__init__(chosen)
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
        self.fields["role"].choices = self.roles  # type: ignore[attr-defined]
        for name in ("department", "location"):
            values = [(value, value) for value in values_of(name)]
            self.fields[name].choices = [("", _("Any")), *values]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The filters that are valid; the role always has a value, and so has the cohort when there is one."""
        self.is_valid()
        return {"cohort": None, **self.cleaned_data}

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter was set besides role and cohort."""
        return any(value not in (None, "") for name, value in self.values.items() if name not in {"role", "cohort"})


class InviteForm(forms.Form):
    """The people who were ticked, for a role in a cohort of this program."""

    role = forms.ChoiceField()
    cohort = forms.ModelChoiceField(Cohort.objects.none())
    person = forms.ModelMultipleChoiceField(
        Person.objects.all(), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, data: Any, *, program: Program) -> None:
        super().__init__(data)
        self.fields["cohort"].queryset = program.cohorts.all()  # type: ignore[attr-defined]
        self.fields["role"].choices = role_choices(program)  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        people = self.cleaned_data["person"]
        if len(people) > MOST_SHOWN:
            raise forms.ValidationError(_("Those are too many at once."))
        return people


class PeopleFilterForm(PageForm):
    """Which of the program's people to show."""

    q = LineField(label=_("Name, e-mail or department"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All"))

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, state.label) for state in EnrollmentState]
        self.fields["role"].choices = [("", _("All")), *role_choices(program)]  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Everybody in it")),
            *states,
            ("paused", _("On a break")),
        ]
        self.fields["cohort"].queryset = program.cohorts.all()  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The filters that are valid; a wrong one filters nothing."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return self.cleaned_data


class CapacityForm(forms.Form):
    """How many partnerships a mentor or coach takes on."""

    capacity = whole(1, 50, _("Places"))
