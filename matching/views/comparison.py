"""Two results side by side, before anything is published."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.forms import PageForm
from core.ui.times import date_words
from matching.models import AssignmentRun
from matching.selectors.comparison import comparable, compare
from people.reader import reader
from program.enums import ProgramKind
from program.models import Program
from program.selectors.tabs import tabs_for


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


@require_safe
def assignment_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Inputs, figures, load and who has another coach."""
    person = reader(request)
    program = get_object_or_404(Program.objects.managed_by(person).filter(kind=ProgramKind.COACHING), pk=pk)
    is_asked = "one" in request.GET or "other" in request.GET
    form = CompareForm(request.GET if is_asked else None, program=program)
    found = compare(form.cleaned_data["one"], form.cleaned_data["other"]) if is_asked and form.is_valid() else None
    context = {"program": program, "tabs": tabs_for(program, person, "assignment"), "form": form, "found": found}
    return render(request, "matching/assignment_compare.html", context)


def _named(run: AssignmentRun) -> str:
    when = localtime(run.created_at)
    return f"{run.cohort.name}, {date_words(when)}, {date_format(when, 'H:i')} ({run.get_state_display()})"
