"""Which templates a program's agreements begin from: part of the program's set-up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms.template_choice import ChoicesForm
from agreements.permissions_templates import may_choose_template
from agreements.selectors import template_choices as select
from agreements.services import templates
from people.reader import reader
from program.models import Program
from program.selectors.tabs import tabs_for


@require_http_methods(["GET", "POST"])
def program_templates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One choice for each kind of agreement that the program has, each with a look at it."""
    program = get_object_or_404(Program.objects.managed_by(request.user), pk=pk)
    offered = select.offered_for(program)
    form = ChoicesForm(
        request.POST if request.method == "POST" else None,
        shapes=select.shapes_of(program),
        offered=offered,
        chosen=select.chosen_by(program),
    )
    if form.is_valid():
        changed = form.carry_out(lambda: templates.choose_all(program, form.picked(), by=reader(request)))
        if changed is not None:
            messages.success(request, _("Saved. Agreements that exist stay as they are."))
            return redirect("program_setup", pk)
    context = {
        "program": program,
        "tabs": tabs_for(program, request.user, "setup"),
        "form": form,
        "choices": [(form[shape.value], offered[shape]) for shape in form.shapes],
        "is_over": may_choose_template.reason(request.user, program),
        "may_compose": reader(request).is_organization_admin,
    }
    return render(request, "agreements/program_templates.html", context)
