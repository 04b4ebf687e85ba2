"""A mentor proposes themself; a mentee answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.rules import Refusal
from matching.forms.proposals import ProposalDeclineForm, ProposalForm
from matching.models import Proposal
from matching.permissions_wishes import may_accept_proposal, may_propose_at_all
from matching.selectors.proposals import MenteeFinder, of_person, page_of
from matching.services import proposals
from people.reader import reader
from program.enums import ProgramKind, Role
from program.models import Enrollment, Program


@require_safe
def mentee_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mentees who are open to a proposal, the best fit first."""
    mentor = _own_mentor(request, pk)
    context = {
        "mentor": mentor,
        "page": MenteeFinder(mentor).page(request.GET.get("page")),
        "reason": may_propose_at_all.reason(reader(request), mentor),
    }
    return render(request, "matching/proposal_mentees.html", context)


@require_http_methods(["GET", "POST"])
def proposal_create(request: HttpRequest, pk: UUID, mentee_pk: UUID) -> HttpResponse:
    """Write to a mentee. Somebody who is not in the list is a 404, whatever the reason."""
    mentor = _own_mentor(request, pk)
    finder = MenteeFinder(mentor)
    mentee = next((one for one in finder.ranked if one.pk == mentee_pk), None)
    if mentee is None:
        return _standing_or_404(request, mentor, mentee_pk)
    if request.method == "GET":
        may_propose_at_all.check(reader(request), mentor)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.carry_out(
            lambda: proposals.propose(mentor, mentee, form.cleaned_data["message"], by=reader(request))
        )
        if sent:
            names = {"name": mentee.person.get_full_name()}
            messages.success(request, _("%(name)s has your message. You hear from us as soon as they answer.") % names)
            return redirect("request_list")
    context = {"mentor": mentor, "card": finder.card(mentee), "form": form}
    return render(request, "matching/proposal_form.html", context)


@require_safe
def proposal_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One proposal, for the two of it: the message, why they may fit, and how it stands."""
    proposal = _own(request, pk)
    context = {
        "shown": page_of(proposal, reader(request)),
        "proposal": proposal,
        "decline_form": ProposalDeclineForm(),
        "accept_reason": may_accept_proposal.reason(reader(request), proposal),
    }
    return render(request, "matching/proposal_detail.html", context)


@require_POST
def proposal_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mentee says yes; the partnership is formed."""
    proposal = _received(request, pk)
    if proposal.partnership_id:
        return redirect("partnership_detail", proposal.partnership_id)
    partnership = proposals.accept(proposal, by=reader(request))
    names = {"name": proposal.mentor.person.get_full_name()}
    messages.success(request, _("You are matched with %(name)s. The agreement is the next step.") % names)
    return redirect("partnership_detail", partnership.pk)


@require_POST
def proposal_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mentee says no, with a kind word if they like."""
    proposal = _received(request, pk)
    form = ProposalDeclineForm(request.POST)
    if not form.is_valid():
        raise Refusal(str(form.errors["reason"][0]))
    proposals.decline(proposal, form.cleaned_data["reason"], by=reader(request))
    names = {"name": proposal.mentor.person.get_full_name()}
    messages.success(request, _("You have declined. %(name)s is told kindly.") % names)
    return redirect("request_own_list", proposal.mentee_id)


@require_POST
def proposal_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mentor takes it back."""
    mine = of_person(reader(request)).filter(mentor__person=reader(request))
    proposal = get_object_or_404(mine, pk=pk)
    proposals.withdraw(proposal, by=reader(request))
    messages.success(request, _("Your proposal is withdrawn, and they are told."))
    return redirect("request_list")


@require_POST
def proposal_ask_mentors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody who runs the program asks mentors with room to propose themselves."""
    programs = Program.objects.managed_by(reader(request)).filter(kind=ProgramKind.MENTORING)
    program = get_object_or_404(programs, pk=pk)
    count = proposals.ask_mentors(program, by=reader(request))
    words = ngettext(
        "%(count)d mentor with room is asked, once a day at most.",
        "%(count)d mentors with room are asked, once a day at most.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("request_overview", program.pk)


def _own_mentor(request: HttpRequest, pk: UUID) -> Enrollment:
    mine = Enrollment.objects.own(reader(request)).current().filter(role=Role.MENTOR)
    return get_object_or_404(mine.select_related("person", "cohort__program"), pk=pk)


def _own(request: HttpRequest, pk: UUID) -> Proposal:
    return get_object_or_404(of_person(reader(request)), pk=pk)


def _received(request: HttpRequest, pk: UUID) -> Proposal:
    return get_object_or_404(of_person(reader(request)).filter(mentee__person=reader(request)), pk=pk)


def _standing_or_404(request: HttpRequest, mentor: Enrollment, mentee_pk: UUID) -> HttpResponse:
    """A second click on Send leads to the proposal that stands; anything else does not exist."""
    standing = Proposal.objects.pending().filter(mentor=mentor, mentee=mentee_pk).first()
    if standing is None:
        raise Http404
    return redirect("proposal_detail", standing.pk)
