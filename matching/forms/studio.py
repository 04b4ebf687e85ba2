"""Two results to lay side by side, and whom the next run leaves out."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PageForm
from core.ui.times import date_words
from matching.models import AssignmentRun
from matching.selectors.comparison import comparable
from program.models import Enrollment, Program


class CompareForm(PageForm):
    """Which two results."""

    one = forms.ModelChoiceField(label=gettext_lazy("This result"), queryset=AssignmentRun.objects.none())
    other = forms.ModelChoiceField(label=gettext_lazy("and this one"), queryset=AssignmentRun.objects.none())

    def __init__(self, *args: object, program: Program, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in ("one", "other"):
            choice = self.fields[name]
            choice.queryset = comparable(program)  # type: ignore[attr-defined]
            choice.label_from_instance = _named  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Two different results of the same people."""
        one, other = self.cleaned_data.get("one"), self.cleaned_data.get("other")
        if one and other and one.pk == other.pk:
            raise forms.ValidationError(_("Choose two different results."))
        if one and other and one.cohort_id != other.cohort_id:
            raise forms.ValidationError(_("Choose two results of the same cohort."))


class LeaveOutForm(forms.Form):
    """A client, a coach, or both (these two apart), of the run's own cohort."""

    seeker = forms.ModelChoiceField(queryset=Enrollment.objects.none(), required=False)
    guide = forms.ModelChoiceField(queryset=Enrollment.objects.none(), required=False)

    def __init__(self, data: object, run: AssignmentRun) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        people = Enrollment.objects.filter(cohort=run.cohort_id).select_related("person", "cohort__program")
        for name in ("seeker", "guide"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


def _named(run: AssignmentRun) -> str:
    when = localtime(run.created_at)
    return f"{run.cohort.name}, {date_words(when)}, {date_format(when, 'H:i')} ({run.get_state_display()})"
