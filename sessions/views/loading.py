"""Loading with access: somebody else's object is a 404, the same as one that does not exist."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from matching.models import Partnership
from sessions.models import Meeting
from sessions.selectors import circle


def worked_in(request: HttpRequest, pk: UUID) -> Partnership:
    """A partnership whose conversations are the person's own."""
    return get_object_or_404(circle.with_circle(Partnership.objects.worked_in_by(request.user)), pk=pk)


def member_partnership(request: HttpRequest, pk: UUID) -> Partnership:
    """A partnership that the person is a member of, as a sponsor perhaps."""
    return get_object_or_404(circle.with_circle(Partnership.objects.visible_to(request.user)), pk=pk)


def own_meeting(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting whose content is the person's own, with its partnership and people."""
    meeting = get_object_or_404(Meeting.objects.worked_in_by(request.user), pk=pk)
    meeting.partnership = circle.with_circle(Partnership.objects.all()).get(pk=meeting.partnership_id)
    return meeting


def invited_meeting(request: HttpRequest, pk: UUID) -> Meeting:
    """A meeting that the person is invited to, as a sponsor perhaps."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    meeting.partnership = circle.with_circle(Partnership.objects.all()).get(pk=meeting.partnership_id)
    return meeting
