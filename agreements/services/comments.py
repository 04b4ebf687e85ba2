"""Talking about a section beside its text: written, settled, reopened; taken back by whoever wrote it, for a while."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, SectionComment
from agreements.permissions import COMMENT_TAKEN_BACK, may_comment, may_delete_comment, may_settle, signers_of
from agreements.selectors.parts import hidden_keys, is_for_sponsor, sections_of, version_talked_about
from agreements.services.locking import lock
from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged
from notifications.services import nudges
from people.models import Person
from program.enums import Role

# Beyond that a conversation is better.
MOST_COMMENTS = 100


@transaction.atomic
def write(agreement: Agreement, section_key: str, *, by: Person, body: str) -> SectionComment:
    """Say something about a section; the others who read it are told that something was said, never what.

    Whether the sponsor reads it is fixed now; without a sponsor it is for none who is named later. Raises Refusal when
    this person may not comment, AlreadyChanged when the section is not there (any more) or not for them.
    """
    agreement = lock(agreement.pk)
    version = version_talked_about(agreement)
    if version is None:
        raise AlreadyChanged
    may_comment.check(by, version)
    sections = sections_of(version)
    section = next((one for one in sections if one.key == section_key), None)
    if section is None or section_key in hidden_keys(by, version, sections):
        raise AlreadyChanged
    if agreement.comments.filter(section_key=section_key).count() >= MOST_COMMENTS:
        raise Refusal(_("There are a lot of comments on this section already. Talk about it when you meet."))
    comment = SectionComment(
        agreement=agreement,
        section_key=section_key,
        author=by,
        body=body,
        is_for_sponsor=_has_sponsor(agreement) and is_for_sponsor(section, sections),
    )
    comment.save(force_insert=True)
    audit.record("section_comment.write", agreement, by=by, section=section_key)
    _tell_others(comment, by)
    return comment


@transaction.atomic
def settle(comment: SectionComment, *, by: Person) -> None:
    """It is talked about and done. Raises Refusal for whoever may not, AlreadyChanged when it is settled."""
    _check(comment, by)
    open_one = SectionComment.objects.filter(pk=comment.pk, settled_at=None)
    if not open_one.update(settled_at=timezone.now(), settled_by=by):
        raise AlreadyChanged
    audit.record("section_comment.settle", comment.agreement, by=by, section=comment.section_key)


@transaction.atomic
def reopen(comment: SectionComment, *, by: Person) -> None:
    """It is not done after all. Raises Refusal for whoever may not, AlreadyChanged unless it is settled."""
    _check(comment, by)
    settled = SectionComment.objects.filter(pk=comment.pk, settled_at__isnull=False)
    if not settled.update(settled_at=None, settled_by=None):
        raise AlreadyChanged
    audit.record("section_comment.reopen", comment.agreement, by=by, section=comment.section_key)


@transaction.atomic
def delete(comment: SectionComment, *, by: Person) -> None:
    """Take back one's own words, shortly after they were written. Raises Refusal for anybody else, or later."""
    may_delete_comment.check(by, comment)
    comment.delete()
    audit.record("section_comment.delete", comment.agreement, by=by, section=comment.section_key)


def _has_sponsor(agreement: Agreement) -> bool:
    return any(party.role == Role.SPONSOR for party in signers_of(agreement))


def _tell_others(comment: SectionComment, by: Person) -> None:
    """Plan a mail to everybody else who reads it: at most one a day, once it cannot be taken back any more."""
    agreement = comment.agreement
    for party in signers_of(agreement):
        if party.person_id != by.pk and (comment.is_for_sponsor or party.role != Role.SPONSOR):
            nudges.plan(
                "agreement_commented",
                recipient=party.person,
                subject=agreement,
                occasion=timezone.localdate().isoformat(),
                due_at=timezone.now() + COMMENT_TAKEN_BACK,
                program_id=agreement.partnership.cohort.program_id,
            )


def _check(comment: SectionComment, by: Person) -> None:
    version = version_talked_about(lock(comment.agreement_id))
    if version is None:
        raise AlreadyChanged
    may_settle.check(by, version, comment)
