"""Points for an assignment, a sponsor for a pair, a match by hand."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm
from matching import engine
from matching.enums import RoundState, RunMethod, RunState
from matching.models import AssignmentRun, ChemistryRound
from matching.selectors.runs import weight_labels
from people.models import Person
from program.enums import ROLES_OF, ProgramKind
from program.forms.fields import whole
from program.models import Cohort, Enrollment, Program

MOST = 1000
GONE = _("The result that you change was published or put away in the meantime. Begin anew.")
# A round of first talks counts only with points: so many are proposed.
CHEMISTRY_POINTS = 300
HELP = {
    "skills": _("What the client wants to learn is what the coach can help with."),
    "goals": _("The client's own words meet the coach's experience."),
    "languages": _("They have more than one language in common. One is always needed."),
    "zone": _("Their working days overlap."),
    "availability": _("They keep the same half days free."),
    "grade": _("The coach stands as many steps further on as the program wishes."),
    "department": _("The coach comes from another department, or the same, as the program wishes."),
    "location": _("They work in the same place."),
    "preferences": _("What either of them wished for about the other is met."),
    "earlier": _("They are new to each other, or know each other, as the program wishes."),
    "wishes": _("The client put this coach high after their first talks."),
}


class RunForm(PageForm):
    """Which cohort, and how many points each thing can give."""

    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.none(), empty_label=None)
    chemistry = forms.ModelChoiceField(
        label=_("Count a round of first talks"),
        queryset=ChemistryRound.objects.none(),
        required=False,
        empty_label=_("No"),
        help_text=_("Then give points to “Asked for by name” below."),
    )
    # The run that this one follows: its locked pairs and exclusions are kept.
    follows = forms.ModelChoiceField(
        queryset=AssignmentRun.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": GONE},
    )

    def __init__(self, *args: Any, program: Program, weights: engine.Weights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohorts = program.cohorts.order_by("-starts_on")
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
        self.fields["cohort"].initial = cohorts.first()
        self.fields["follows"].queryset = AssignmentRun.objects.filter(  # type: ignore[attr-defined]
            cohort__program=program, method=RunMethod.ASSIGNMENT, state__in=[RunState.DRAFT, RunState.REVIEWED]
        ).defer("inputs", "unmatched")
        self._offer_rounds(program)
        for name, label in weight_labels():
            field = whole(0, MOST, label, HELP.get(name, ""), initial=getattr(weights, name))
            field.widget.attrs["data-slider"] = ""
            self.fields[name] = field

    def _offer_rounds(self, program: Program) -> None:
        rounds = ChemistryRound.objects.filter(cohort__program=program, state=RoundState.CLOSED)
        choice = self.fields["chemistry"]
        choice.queryset = rounds.select_related("cohort")  # type: ignore[attr-defined]
        choice.label_from_instance = lambda one: f"{one.cohort.name}, {date_format(one.ends_on)}"  # type: ignore[attr-defined]
        if not program.has_chemistry_meetings:
            del self.fields["chemistry"]

    def clean(self) -> dict[str, Any]:
        """A round of first talks belongs to the cohort and counts something; an earlier run is of the same cohort."""
        found = super().clean() or self.cleaned_data
        cohort, chemistry, earlier = (found.get(name) for name in ("cohort", "chemistry", "follows"))
        if cohort and chemistry and chemistry.cohort_id != cohort.pk:
            self.add_error("chemistry", _("These first talks are of another cohort."))
        if chemistry and found.get("wishes") == 0:
            self.add_error("wishes", _("Give it some points, or the order of the clients does not count."))
        if cohort and earlier and earlier.cohort_id != cohort.pk:
            self.add_error("cohort", _("The result that you change is of another cohort."))
        return found

    @property
    def point_fields(self) -> list[Any]:
        """The fields with points, for a page that lays them out."""
        return [self[name] for name in engine.POINTS]

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
