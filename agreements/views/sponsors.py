"""The sponsors of a program's partnerships: who is missing, and naming another."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.forms.sponsor import SponsorForm
from agreements.models import Agreement
from agreements.permissions import may_replace_sponsor
from agreements.selectors import sponsors
from agreements.services import parties
from core.rules import Refusal
from people.reader import reader
from program.models import Program

ROWS = 50


@require_safe
def sponsor_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody's sponsor in a program that has them; who has none."""
    program = get_object_or_404(Program.objects.managed_by(request.user).distinct(), pk=pk)
    if not program.has_sponsor:
        raise Http404
    page = Paginator(sponsors.agreements_with_sponsor(program), ROWS).get_page(request.GET.get("page"))
    rows = [sponsors.row_of(agreement) for agreement in page.object_list]
    return render(request, "agreements/sponsor_list.html", {"program": program, "page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def sponsor_replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name the sponsor of one agreement, or another one."""
    found = Agreement.objects.managed_by(request.user).select_related("partnership__cohort__program").distinct()
    agreement = get_object_or_404(found.prefetch_related("parties__person"), pk=pk)
    reason = may_replace_sponsor.reason(request.user, agreement)
    if reason is not None:
        raise Refusal(reason)
    form = SponsorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["email"]
        form.carry_out(lambda: parties.replace_sponsor(agreement, person, by=reader(request)))
        if not form.is_refused:
            messages.success(request, _("The sponsor is named, and everybody has been told."))
            return redirect("sponsor_list", agreement.partnership.program.pk)
    context = {"form": form, "row": sponsors.row_of(agreement), "program": agreement.partnership.program}
    return render(request, "agreements/sponsor_replace.html", context)
