"""What people wish of each other before they are matched: favourites, rankings, and mentors who propose themselves."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.enums import PROPOSAL_TRANSITIONS, ProposalState
from matching.models.partnership import Partnership
from program.models import Enrollment


class Favourite(Entity):
    """A mentor whom a mentee keeps in mind. Nobody else knows."""

    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="favourites")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("mentee", "mentor"), Privacy.PRIVATE)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["mentee", "mentor"], name="favourite_is_kept_once"),
            models.CheckConstraint(condition=~Q(mentee=F("mentor")), name="favourite_is_not_oneself"),
        ]


class Ranking(Entity):
    """One place in the order in which somebody would like to work with others: both sides of a bulk matching, and
    clients after their chemistry meetings. Only its owner reads it; the engine counts it."""

    owner = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="rankings")
    other = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(_("place"))

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("owner", "other", "rank"), Privacy.PRIVATE)

    class Meta:
        verbose_name = _("place in a ranking")
        verbose_name_plural = _("places in rankings")
        ordering = ("owner", "rank")
        constraints = [
            models.UniqueConstraint(fields=["owner", "other"], name="ranking_names_somebody_once"),
            models.UniqueConstraint(
                fields=["owner", "rank"], deferrable=models.Deferrable.DEFERRED, name="ranking_place_is_given_once"
            ),
            models.CheckConstraint(condition=~Q(owner=F("other")), name="ranking_is_not_of_oneself"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="ranking_begins_at_1"),
        ]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Questions about proposals."""

    def pending(self) -> "ProposalQuerySet":
        """Proposals that wait for an answer."""
        return self.filter(state=ProposalState.PENDING)

    def made_by(self, person: Any) -> "ProposalQuerySet":
        """The mentor's own proposals."""
        return self.filter(mentor__person=person)

    def made_to(self, person: Any) -> "ProposalQuerySet":
        """Proposals to this mentee."""
        return self.filter(mentee__person=person)


class Proposal(Entity):
    """A mentor proposes themself to a mentee who is open to it. Nothing is settled before the mentee says yes."""

    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="proposals_made")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="proposals_received")
    message = models.TextField(_("message"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.PENDING)
    expires_at = models.DateTimeField(_("answer by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)
    partnership = models.OneToOneField(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal"
    )

    objects = ProposalQuerySet.as_manager()
    transitions: ClassVar[Table] = PROPOSAL_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("mentor", "mentee", "state", "expires_at", "decided_at", "partnership"), Privacy.FACT),
        **dict.fromkeys(("message", "decline_reason"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("proposal of a mentor")
        verbose_name_plural = _("proposals of mentors")
        ordering = ("-created_at", "id")
        constraints = [
            choices_check("state", ProposalState, "proposal_state_is_known"),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=Q(state=ProposalState.PENDING),
                name="proposal_is_open_once_per_pair",
            ),
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="proposal_is_not_to_oneself"),
        ]
