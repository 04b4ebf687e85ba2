"""What the page of an agreement shows to one party, and what it says about it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agreements.enums import VersionState
from agreements.models import Agreement, AgreementParty, AgreementVersion
from agreements.selectors.previews import Preview
from agreements.selectors.readiness import Cleared
from agreements.selectors.rows import SectionRow
from core.rules import Reason
from program.enums import Role


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody who must sign, and how far they are."""

    party: AgreementParty
    is_me: bool
    signed_at: datetime | None = None

    @property
    def state(self) -> str:
        """'signed', 'ready' or nothing yet."""
        return "signed" if self.signed_at else "ready" if self.party.ready_at else "waiting"


@dataclass(frozen=True, slots=True)
class FixedVersion:
    """A version with a text that the reader can read."""

    version: AgreementVersion
    # Whether they can read the one before it as well, to see what changed.
    has_changes: bool


@dataclass(slots=True)
class AgreementPage:
    """Everything the page shows, with the reason against each action (None: it may be done)."""

    agreement: Agreement
    version: AgreementVersion
    me: AgreementParty
    wording: str
    parties: list[PartyRow]
    sections: list[SectionRow]
    previews: list[Preview]
    versions: list[AgreementVersion]
    # Those that the reader can read, the latest first.
    fixed_versions: list[FixedVersion]
    missing: list[Reason]
    cleared: Cleared | None
    declined: AgreementVersion | None
    is_amendment: bool
    edit_reason: Reason | None
    comment_reason: Reason | None
    take_back_reason: Reason | None
    sign_reason: Reason | None
    withdraw_reason: Reason | None
    amend_reason: Reason | None
    renew_reason: Reason | None
    # The offer that this draft follows, where nobody took it back: it was not signed in time, or the sponsor left.
    lapsed: AgreementVersion | None

    @property
    def is_draft(self) -> bool:
        """Being written."""
        return self.version.state == VersionState.DRAFT

    @property
    def is_proposed(self) -> bool:
        """Waiting for signatures."""
        return self.version.state == VersionState.PROPOSED

    @property
    def my_signature(self) -> datetime | None:
        """When the reader signed this version."""
        return next((row.signed_at for row in self.parties if row.is_me), None)

    @property
    def step(self) -> int:
        """The position on the way of an agreement: writing, signing, past the end."""
        return 0 if self.is_draft else 1 if self.is_proposed else 3

    @property
    def others_names(self) -> str:
        """Everybody else who signs, by name."""
        return get_text_list([row.party.person.get_full_name() for row in self.parties if not row.is_me], _("and"))

    @property
    def next_title(self) -> str:
        """What the page is about right now."""
        if self.is_draft:
            return _("Nearly there") if not self.missing else _("Write it together")
        if self.is_proposed:
            return _("You have signed") if self.my_signature else _("It is your turn to sign")
        return _("Signed by everybody") if self.version.state == VersionState.IN_FORCE else _("Closed")

    @property
    def signed_version(self) -> AgreementVersion | None:
        """The latest version that everybody has signed: its sealed document is the one to have."""
        return next((version for version in reversed(self.versions) if version.in_force_at), None)

    @property
    def writer_rows(self) -> list[SectionRow]:
        """The sections that this person reads."""
        return [row for row in self.sections if not row.is_hidden]

    @property
    def incomplete(self) -> list[SectionRow]:
        """Sections of the draft in which something is missing."""
        return [row for row in self.writer_rows if row.missing]

    @property
    def complete_number(self) -> int:
        """How many sections have everything they need."""
        return len(self.writer_rows) - len(self.incomplete)

    @property
    def talked_about(self) -> list[SectionRow]:
        """Sections with comments that nobody settled yet."""
        return [row for row in self.sections if row.comments.unsettled]

    @property
    def unsettled(self) -> int:
        """How many comments are not settled."""
        return sum(row.comments.unsettled for row in self.sections)

    @property
    def has_sponsor(self) -> bool:
        """Whether somebody signs who reads only their own parts."""
        return any(row.party.role == Role.SPONSOR for row in self.parties)

    @property
    def is_sponsor(self) -> bool:
        """Whether the reader is that somebody."""
        return self.me.role == Role.SPONSOR

    @property
    def stamp(self) -> str:
        """The page as it stands, to be compared when it asks for news."""
        return f"{self.wording}.{self.version.state}"

    @property
    def unready(self) -> list[PartyRow]:
        """Other writers who have not marked the draft as ready."""
        others = (row for row in self.parties if not row.is_me and row.party.role != Role.SPONSOR)
        return [row for row in others if not row.party.ready_at]
