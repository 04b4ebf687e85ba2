"""What came of a held meeting: focus before, shared record and private note after, actions."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import SealedTextField
from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from matching.models import Partnership
from sessions.enums import ACTION_TRANSITIONS, ActionState
from sessions.models.meeting import Meeting


class MeetingFocusQuerySet(models.QuerySet["MeetingFocus"]):
    """Questions about focuses."""

    def visible_to(self, person: Any) -> "MeetingFocusQuerySet":
        """The person's own, and those that were shared in partnerships that the person works in."""
        mine = Q(author_id=person.pk) | Q(shared_at__isnull=False)
        return self.filter(mine, meeting__in=Meeting.objects.worked_in_by(person))


class MeetingFocus(Entity):
    """What the mentee or client wants to work on, chosen before the meeting. The other side sees it once shared."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="focus")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    focus = SealedTextField(_("focus"), owner="key_owner")
    where_now = SealedTextField(_("where things stand now"), owner="key_owner")
    willing_to = SealedTextField(_("what I am willing to do"), owner="key_owner")
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = MeetingFocusQuerySet.as_manager()
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("meeting", "author", "shared_at", "revision"), Privacy.FACT),
        **dict.fromkeys(("focus", "where_now", "willing_to"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("focus of a meeting")
        verbose_name_plural = _("focuses of meetings")

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return f"partnership:{self.meeting.partnership_id}"


class SessionLog(Entity):
    """The shared record of a held meeting. Its members read it; nobody else ever does."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="log")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(5), MaxValueValidator(480)])
    observations = SealedTextField(_("what we talked about and noticed"), owner="key_owner")
    questions = SealedTextField(_("questions that opened something"), owner="key_owner")
    insights = SealedTextField(_("insights"), owner="key_owner")
    next_steps = SealedTextField(_("what comes next"), owner="key_owner")
    logged_at = models.DateTimeField(_("logged"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("meeting", "author", "minutes", "logged_at", "revision"), Privacy.FACT),
        **dict.fromkeys(("observations", "questions", "insights", "next_steps"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("session log")
        verbose_name_plural = _("session logs")

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return f"partnership:{self.meeting.partnership_id}"


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    """Questions about private notes."""

    def visible_to(self, person: Any) -> "PrivateNoteQuerySet":
        """The person's own notes; nobody else's, whoever asks."""
        return self.filter(author=person) if person.is_authenticated else self.none()


class PrivateNote(Entity):
    """A note about a meeting that only its author can ever read."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = SealedTextField(_("private note"), owner="key_owner")
    revision = models.PositiveIntegerField(default=0)

    objects = PrivateNoteQuerySet.as_manager()
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("meeting", "author", "revision"), Privacy.PRIVATE),
        "body": Privacy.PRIVATE,
    }

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints = [models.UniqueConstraint(fields=["meeting", "author"], name="private_note_is_one_per_author")]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the note: the author's own."""
        return f"person:{self.author_id}"


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Questions about actions."""

    def visible_to(self, person: Any) -> "ActionItemQuerySet":
        """Actions of partnerships that the person works in."""
        return self.filter(partnership__in=Partnership.objects.worked_in_by(person))


class ActionItem(Entity):
    """What somebody will do by when, and how both will know it is done."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions")
    state = models.CharField(_("state"), max_length=8, choices=ActionState.choices, default=ActionState.OPEN)
    title = SealedTextField(_("action"), owner="key_owner")
    measure = SealedTextField(_("how success is known"), owner="key_owner")
    due_on = models.DateField(_("by"))
    confidence = models.PositiveSmallIntegerField(
        _("confidence, 1 to 10"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    dropped_reason = SealedTextField(_("why it was dropped"), owner="key_owner")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = ActionItemQuerySet.as_manager()
    transitions: ClassVar[Table] = ACTION_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("partnership", "meeting", "owner", "state", "due_on", "settled_at"), Privacy.SHARED),
        **dict.fromkeys(("title", "measure", "confidence", "dropped_reason"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ("state", "due_on", "id")
        constraints = [
            choices_check("state", ActionState, "action_item_state_is_known"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 10)),
                name="action_item_confidence_is_1_to_10",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, settled_at__isnull=True)
                | (~Q(state=ActionState.OPEN) & Q(settled_at__isnull=False)),
                name="action_item_settled_has_its_time",
            ),
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the words."""
        return f"partnership:{self.partnership_id}"
