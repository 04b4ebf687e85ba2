"""The agreement of a partnership, its parties, versions and sections."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.enums import VERSION_TRANSITIONS, VERSION_VOID_REASONS, SectionKind, VersionOccasion, VersionState
from agreements.models.template import TemplateVersion
from core.fields import SealedTextField
from core.models import Entity, choices_check, together_check
from core.privacy import Privacy
from core.transitions import Table
from matching.models import Partnership
from program.enums import Role


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions about agreements."""

    def visible_to(self, person: Any) -> "AgreementQuerySet":
        """Agreements that the person is a party to, and has not left."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(pk__in=AgreementParty.objects.filter(person=person, left_at=None).values("agreement"))

    def managed_by(self, person: Any) -> "AgreementQuerySet":
        """Agreements in programs that the person administers: that they exist and their state, never their text."""
        return self.filter(partnership__in=Partnership.objects.managed_by(person))

    def for_pages(self) -> "AgreementQuerySet":
        """With everything but the text that a page of an agreement needs."""
        joined = self.select_related("partnership__cohort__program", "template")
        return joined.prefetch_related("parties__person", "versions__signatures")


class Agreement(Entity):
    """What the members of a partnership agree on. Its text lives in numbered versions."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="agreement")
    template = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("partnership", "template"), Privacy.FACT)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    @property
    def key_owner(self) -> str:
        """Whose data key seals the text."""
        return f"partnership:{self.partnership_id}"


class AgreementParty(Entity):
    """Somebody who must sign."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    # Cleared by any later edit of the draft.
    ready_at = models.DateTimeField(_("ready to sign"), null=True, blank=True)
    # No longer needed for the next signature: a sponsor who left the organization, or was replaced.
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("agreement", "person", "role", "left_at"), Privacy.FACT),
        "ready_at": Privacy.SHARED,
    }

    class Meta:
        verbose_name = _("party to an agreement")
        verbose_name_plural = _("parties to agreements")
        ordering = ("role", "id")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "person"], name="agreement_party_is_named_once"),
            choices_check("role", Role, "agreement_party_role_is_known"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(role=Role.SPONSOR), name="agreement_party_who_leaves_is_a_sponsor"
            ),
        ]


class AgreementVersion(Entity):
    """One numbered text. Once proposed its content is fixed (a trigger holds that); signed by all it is in force."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    occasion = models.CharField(
        _("occasion"), max_length=10, choices=VersionOccasion.choices, default=VersionOccasion.FIRST
    )
    # The canonical JSON of what everybody was shown, and its SHA-256; set when the version is proposed.
    content = SealedTextField(_("text"), owner="key_owner")
    content_hash = models.CharField(max_length=64, blank=True)
    proposed_at = models.DateTimeField(_("offered for signature"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # An offer that not everybody has signed by then goes back to being written.
    expires_at = models.DateTimeField(_("to be signed by"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    void_reason = models.CharField(
        _("why it does not count"),
        max_length=10,
        blank=True,
        choices=[(one.value, one.label) for one in VERSION_VOID_REASONS],
    )
    # Somebody would rather change it than sign it; the reason is for the parties.
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decline_reason = SealedTextField(_("why it was declined"), owner="key_owner")

    transitions: ClassVar[Table] = VERSION_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("agreement", "number", "state", "occasion", "content_hash", "proposed_at", "proposed_by"),
                *("expires_at", "in_force_at", "void_reason"),
            ),
            Privacy.FACT,
        ),
        **dict.fromkeys(("content", "declined_at", "declined_by", "decline_reason"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")
        ordering = ("agreement", "number")
        constraints = [
            choices_check("state", VersionState, "agreement_version_state_is_known"),
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_number_is_unique"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=[VersionState.DRAFT, VersionState.PROPOSED]),
                name="agreement_has_one_open_version",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state=VersionState.IN_FORCE),
                name="agreement_has_one_version_in_force",
            ),
            together_check("proposed_at", "proposed_by", "agreement_version_proposed_by_and_at"),
            together_check("declined_at", "declined_by", "agreement_version_declined_by_and_at"),
            models.CheckConstraint(
                condition=Q(state__in=[VersionState.DRAFT, VersionState.CLOSED])
                | (Q(proposed_at__isnull=False) & ~Q(content_hash="")),
                name="agreement_version_past_draft_has_its_text",
            ),
            choices_check("occasion", VersionOccasion, "agreement_version_occasion_is_known"),
            models.CheckConstraint(
                condition=Q(state=VersionState.VOIDED, void_reason__in=VERSION_VOID_REASONS)
                | (~Q(state=VersionState.VOIDED) & Q(void_reason="")),
                name="agreement_version_voided_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.PROPOSED) | Q(expires_at__isnull=False),
                name="agreement_version_proposed_has_an_end",
            ),
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the text."""
        return self.agreement.key_owner


class AgreementSection(Entity):
    """One section of a version while it is written: text, or the data of a structured section."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=14, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    guidance = models.TextField(_("guidance"), blank=True)
    body = SealedTextField(_("text"), owner="key_owner")
    # What a structured section agrees on; its shape is the business of agreements.document.structured. The goals
    # section of an amendment: {"dropped": [ids of agreed goals that it ends]}.
    data = models.JSONField(default=dict)
    is_required = models.BooleanField(default=False)
    # A sponsor reads and signs only their own parts; of the others they see that they exist.
    is_for_sponsor = models.BooleanField(_("the sponsor reads it"), default=True)
    # Grows with each save; a save that names an older one is a conflict, never a silent overwrite.
    revision = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("version", "key", "kind", "position", "title", "guidance", "is_required", "is_for_sponsor"),
                "revision",
            ),
            Privacy.FACT,
        ),
        **dict.fromkeys(("body", "data", "edited_at", "edited_by"), Privacy.SHARED),
    }

    class Meta:
        verbose_name = _("section of an agreement")
        verbose_name_plural = _("sections of agreements")
        ordering = ("version", "position")
        constraints = [
            choices_check("kind", SectionKind, "agreement_section_kind_is_known"),
            models.UniqueConstraint(fields=["version", "key"], name="agreement_section_key_is_unique"),
            together_check("edited_at", "edited_by", "agreement_section_edited_by_and_at"),
        ]

    @property
    def key_owner(self) -> str:
        """Whose data key seals the text."""
        return self.version.key_owner
