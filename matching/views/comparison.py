"""Two results side by side, before anything is published."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from matching.forms.studio import CompareForm
from matching.selectors.comparison import compare
from people.reader import reader
from program.enums import ProgramKind
from program.models import Program
from program.selectors.tabs import tabs_for


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
