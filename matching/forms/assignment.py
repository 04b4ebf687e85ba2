"""Points for an assignment, a sponsor for a pair, a match by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from matching import engine
from matching.selectors.runs import weight_labels
from people.models import Person
from program.enums import ROLES_OF, ProgramKind
from program.forms.fields import whole
from program.models import Cohort, Enrollment, Program

MOST = 1000


class RunForm(PageForm):
    """Which cohort, and how many points each thing can give."""

    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), empty_label=None)

    def __init__(self, *args: Any, program: Program, weights: engine.Weights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohorts = program.cohorts.order_by("-starts_on")
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
        self.fields["cohort"].initial = cohorts.first()
        for name, label in weight_labels():
            self.fields[name] = whole(0, MOST, label, initial=getattr(weights, name))

    @property
    def weights(self) -> dict[str, int]:
        """The points by name."""
        return {name: self.cleaned_data[name] for name in engine.POINTS}


class SponsorForm(PageForm):
    """The e-mail address of the sponsor of a pair; empty for none."""

    email = forms.EmailField(label=_("E-mail address of the sponsor"), required=False)

    def clean_email(self) -> str:
        """Somebody who works here, or nobody."""
        email = self.cleaned_data["email"].strip()
        self.sponsor = Person.objects.working().filter(email__iexact=email).first() if email else None
        if email and self.sponsor is None:
            raise forms.ValidationError(_("Nobody who is at work has this address."))
        return email


class HandMatchForm(PageForm):
    """Two people who look for each other, and why they are matched by hand."""

    guide = forms.ModelChoiceField(queryset=Enrollment.objects.none())
    seeker = forms.ModelChoiceField(queryset=Enrollment.objects.none())
    reason = LineField(
        label=_("Why do you match these two?"), max_length=300, help_text=_("It stays on record with the partnership.")
    )

    def __init__(self, *args: Any, program: Program, seekers: Any, guides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guide_role, seeker_role = ROLES_OF[ProgramKind(program.kind)]
        for name, role, rows in (("guide", guide_role, guides), ("seeker", seeker_role, seekers)):
            choice = self.fields[name]
            choice.queryset, choice.label = rows, role.label  # type: ignore[attr-defined]
            choice.label_from_instance = lambda row: f"{row.person.get_full_name()} ({row.cohort})"  # type: ignore[attr-defined]
