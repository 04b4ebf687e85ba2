"""Choices and transition tables of the agreements app."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.transitions import table


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    PROPOSED = "proposed", _("Waiting for signatures")
    IN_FORCE = "in_force", _("Signed by all")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    VOIDED = "voided", _("Changed before all had signed")
    CLOSED = "closed", _("Closed")


VERSION_TRANSITIONS = table(draft="proposed closed", proposed="in_force voided closed", in_force="superseded closed")


class VersionOccasion(models.TextChoices):
    """Why a version was begun. One that was taken back and begun again keeps the occasion of the one before it."""

    FIRST = "first", _("First agreement")
    AMENDMENT = "amendment", _("Amendment")
    RENEWAL = "renewal", _("Renewal")


class VoidReason(models.TextChoices):
    """Why a version, or one signature on it, does not count any more."""

    CHANGED = "changed", _("The text was taken back to be changed")
    DECLINED = "declined", _("Somebody asked for a change")
    EXPIRED = "expired", _("Not everybody signed in time")
    PARTY_LEFT = "party_left", _("Somebody who had to sign is no longer part of it")
    WITHDRAWN = "withdrawn", _("Withdrawn by whoever signed")


# A version is voided for each of these; only a single signature is withdrawn.
VERSION_VOID_REASONS = (VoidReason.CHANGED, VoidReason.DECLINED, VoidReason.EXPIRED, VoidReason.PARTY_LEFT)


class SectionKind(models.TextChoices):
    """What a section is. Structured kinds drive the product: what is agreed and what it does cannot differ."""

    TEXT = "text", _("Text")
    PARTIES = "parties", _("Who signs")
    GOALS = "goals", _("Goals")
    SCHEDULE = "schedule", _("Meeting schedule")
    COMMUNICATION = "communication", _("Communication between meetings")
    DURATION = "duration", _("Duration")
    PACKAGE = "package", _("Number of sessions")
    CANCELLATION = "cancellation", _("Late cancellation")
    EXCHANGE = "exchange", _("Information for the sponsor")
    SIGNATURES = "signatures", _("Signatures")


class TemplateShape(models.TextChoices):
    """Whose agreement a template is made for."""

    PAIR = "pair", _("Two people")
    GROUP = "group", _("A group")
    SPONSORED = "sponsored", _("Two people and a sponsor")


class TemplateState(models.TextChoices):
    """A template version is a draft until it is published; the next one published retires it."""

    DRAFT = "draft", _("Being written")
    PUBLISHED = "published", _("In use")
    RETIRED = "retired", _("Replaced by a newer version")


TEMPLATE_TRANSITIONS = table(draft="published", published="retired")


class DocumentReader(models.TextChoices):
    """Who a sealed document is for: whoever works together reads everything, the sponsor their own parts."""

    WRITERS = "writers", _("Those who work together")
    SPONSOR = "sponsor", _("The sponsor")


class DocumentState(models.TextChoices):
    """A sealed document waits until a worker has made it; then it never changes."""

    WAITING = "waiting", _("Being made")
    SEALED = "sealed", _("Sealed")


DOCUMENT_TRANSITIONS = table(waiting="sealed")


class DocumentProblem(models.TextChoices):
    """Why the last attempt to make a sealed document failed: a code for rows and logs, a sentence for operators."""

    NO_KEY = "no_key", _("There is no key to seal with.")
    KEY_EXPIRED = "key_expired", _("The certificate of the key has expired.")
    KEY_UNUSABLE = "key_unusable", _("The key cannot be read.")
    NO_TIMESTAMP = "no_timestamp", _("The timestamp server does not answer.")
    CANNOT_OPEN = "cannot_open", _("The stored text cannot be opened with the field keys.")
    TEXT_ALTERED = "text_altered", _("The stored text is not the one that was signed.")
    INTERRUPTED = "interrupted", _("The worker ended before it was done.")
    UNEXPECTED = "unexpected", _("Something unexpected went wrong; the worker's log names it.")


class GoalState(models.TextChoices):
    DRAFT = "draft", _("Proposed")
    AGREED = "agreed", _("Agreed")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


GOAL_TRANSITIONS = table(draft="agreed dropped", agreed="reached dropped")


class EventKind(models.TextChoices):
    CREATED = "created", _("Draft begun")
    EDITED = "edited", _("Section changed")
    READY = "ready", _("Marked as ready")
    PROPOSED = "proposed", _("Offered for signature")
    VIEWED = "viewed", _("Opened to sign")
    SIGNED = "signed", _("Signed")
    WITHDRAWN = "withdrawn", _("Signature withdrawn")
    DECLINED = "declined", _("Not signed, to be changed")
    VOIDED = "voided", _("Taken back to be changed")
    EXPIRED = "expired", _("Not signed in time")
    PARTY_LEFT = "party_left", _("Somebody who signs left")
    IN_FORCE = "in_force", _("In force")
    SEALED = "sealed", _("Sealed document made")
    CLOSED = "closed", _("Closed")
