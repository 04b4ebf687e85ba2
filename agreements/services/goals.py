"""Goals: drafted in the agreement, agreed by signing it, then reached or dropped."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.enums import GoalState, SectionKind, VersionState
from agreements.models import Agreement, AgreementSection, AgreementVersion, Goal
from agreements.permissions import may_change_goal
from agreements.selectors.goals import goal_words, goals_in
from agreements.services.drafting import draft_of, keep_wording, note_edit, stamp
from agreements.services.locking import lock, open_version
from core import audit
from core.rules import Refusal
from core.transitions import AlreadyChanged, move
from people.models import Person
from program.enums import SEEKER_ROLES

MOST_GOALS = 12


@transaction.atomic
def add(
    agreement: Agreement,
    *,
    by: Person,
    title: str,
    measure: str = "",
    target_date: date | None = None,
    owner: Person | None = None,
) -> Goal:
    """Add a goal to the draft. It belongs to the mentee or client, whoever writes it down; where there are several, to
    the one named as `owner`, else to the writer if it can be theirs.

    Raises Refusal when the agreement is not a draft, the person may not edit it, there are too many goals, or the owner
    is nobody whose goals these are.
    """
    version = draft_of(agreement.pk, by=by)
    present = goals_in(version)
    if len(present) >= MOST_GOALS:
        raise Refusal(_("That is a lot of goals. Please keep the most important ones, or join two into one."))
    section = _section_before(version, present)
    goal = Goal(
        partnership=version.agreement.partnership,
        owner=_owner(version.agreement, by, owner),
        position=max((other.position for other in present), default=0) + 1,
        title=title,
        measure=measure,
        target_date=target_date,
    )
    goal.save(force_insert=True)
    _note(version, section, "add", by=by)
    return goal


@transaction.atomic
def change(
    goal: Goal,
    *,
    by: Person,
    revision: int,
    title: str,
    measure: str = "",
    target_date: date | None = None,
    owner: Person | None = None,
) -> tuple[Goal, bool]:
    """Reword a goal of the draft, or give it to another `owner`. Answers with the goal as it stands and whether
    somebody else changed it meanwhile (then nothing was saved).

    An agreed goal keeps its words until the amendment is signed: the draft carries the new ones beside it.
    """
    version, current = _current(goal, by=by)
    owner_id = current.owner_id if owner is None else _owner(version.agreement, by, owner).pk
    before = (current.title, current.measure, current.target_date, current.owner_id)
    if before == (title, measure, target_date, owner_id):
        return current, False
    if current.revision != revision:
        return current, True
    section = _section_before(version, goals_in(version))
    if current.state == GoalState.AGREED:
        # Its revisions go on from the agreed goal's, so that whoever still reads that one is in conflict with this.
        current = Goal(
            partnership=current.partnership, position=current.position, replaces=current, revision=current.revision
        )
    current.title, current.measure, current.target_date, current.owner_id = title, measure, target_date, owner_id
    current.revision += 1
    current.save()
    _note(version, section, "change", by=by)
    return current, False


@transaction.atomic
def remove(goal: Goal, *, by: Person, revision: int) -> None:
    """Take a goal out of the draft. One that was agreed stays in force until the amendment is signed.

    Raises Refusal when somebody reworded it since this person read it: nobody takes out words they have not seen.
    """
    version, current = _current(goal, by=by)
    if current.revision != revision:
        raise Refusal(_("Somebody changed this goal meanwhile, so it was not taken out. Here is how it reads now."))
    section = _section_before(version, goals_in(version))
    if current.state == GoalState.DRAFT:
        move(current, GoalState.DROPPED, by=by)
    ended = current if current.state == GoalState.AGREED else current.replaces
    _note(version, section, "remove", by=by, ended=ended)


@transaction.atomic
def reach(goal: Goal, *, by: Person) -> None:
    """The goal is reached. Raises AlreadyChanged unless it is agreed, Refusal for anybody outside, and while an offer
    with new words for it waits for signatures: whoever signs them signs that it is worked on."""
    may_change_goal.check(by, goal)
    version = open_version(lock(goal.partnership.agreement.pk))
    is_offered = version is not None and version.state == VersionState.PROPOSED
    if is_offered and goal.replacements.filter(state=GoalState.DRAFT).exists():
        raise Refusal(_("It is offered for signature. Take it back first, then you can change it."))
    move(goal, GoalState.REACHED, by=by, moved_at=timezone.now())


def note_progress(goal: Goal, at: datetime | None = None) -> None:
    """Somebody looked at the goal (a check-in): it is not quiet. In the caller's transaction."""
    Goal.objects.filter(pk=goal.pk).update(moved_at=at or timezone.now())


def agree_on(version: AgreementVersion, *, by: Person, at: datetime) -> None:
    """The version came into force: its goals are agreed, reworded ones take their new words, ended ones are dropped.

    What is over by then keeps its words: the new ones, which everybody signed, are a goal of their own.
    """
    section = version.sections.filter(kind=SectionKind.GOALS).first()
    for pk in section.data.get("dropped", []) if section else []:
        goal = Goal.objects.filter(pk=pk, partnership=version.agreement.partnership, state=GoalState.AGREED).first()
        if goal:
            move(goal, GoalState.DROPPED, by=by, moved_at=at)
    drafts = Goal.objects.filter(partnership=version.agreement.partnership, state=GoalState.DRAFT)
    for goal in drafts.select_related("replaces"):
        if goal.replaces is None or goal.replaces.state != GoalState.AGREED:
            Goal.objects.filter(pk=goal.pk).update(replaces=None)
            move(goal, GoalState.AGREED, by=by, agreed_at=at, moved_at=at)
        else:
            _take_words(goal.replaces, goal, by=by, at=at)


def drop_drafts(version: AgreementVersion, *, by: Person) -> None:
    """The draft is given up: what it would have added or reworded goes."""
    for goal in Goal.objects.filter(partnership=version.agreement.partnership, state=GoalState.DRAFT):
        move(goal, GoalState.DROPPED, by=by)


def _take_words(agreed: Goal, draft: Goal, *, by: Person, at: datetime) -> None:
    agreed.title, agreed.measure, agreed.target_date = draft.title, draft.measure, draft.target_date
    agreed.owner_id, agreed.revision = draft.owner_id, draft.revision + 1
    agreed.agreed_at = agreed.moved_at = at
    agreed.save(update_fields=["title", "measure", "target_date", "owner", "revision", "agreed_at", "moved_at"])
    audit.record("goal.reword", agreed, by=by, revision=agreed.revision)
    draft.delete()


def _current(goal: Goal, *, by: Person) -> tuple[AgreementVersion, Goal]:
    """The draft and the goal in it, locked. A goal whose new words are drafted already is that draft."""
    version = draft_of(goal.partnership.agreement.pk, by=by)
    shown = {shown.pk: shown for shown in goals_in(version)}
    reworded = {shown.replaces_id: shown for shown in shown.values() if shown.replaces_id}
    current = shown.get(goal.pk) or reworded.get(goal.pk)
    if current is None or version.state != VersionState.DRAFT:
        raise AlreadyChanged
    return version, current


def _owner(agreement: Agreement, by: Person, owner: Person | None) -> Person:
    """Whose goal it is: the one that was named, else the writer, else the first mentee or client."""
    seekers = [party.person for party in agreement.parties.all() if party.role in SEEKER_ROLES]
    if owner is not None and owner not in seekers:
        raise Refusal(_("A goal belongs to one of the people whose goals this agreement is about."))
    return owner or (by if by in seekers else seekers[0])


def _section_before(version: AgreementVersion, present: list[Goal]) -> AgreementSection | None:
    """The goals section, with the list as it is before a change kept as a wording."""
    section: AgreementSection | None = version.sections.filter(kind=SectionKind.GOALS).first()
    if section is not None:
        section.version = version
        keep_wording(section, words=goal_words(present, section.body))
    return section


def _note(
    version: AgreementVersion, section: AgreementSection | None, what: str, *, by: Person, ended: Goal | None = None
) -> None:
    """The goals section has a new revision. `ended` is an agreed goal that this draft ends."""
    if section is None:
        note_edit(version, by=by, section="goals", goal=what)
        return
    if ended is not None:
        section.data = {**section.data, "dropped": sorted({*section.data.get("dropped", []), str(ended.pk)})}
        section.save(update_fields=["data"])
    stamp(section, by=by, words=goal_words(goals_in(version), section.body))
    note_edit(version, by=by, section=section.key, revision=section.revision, goal=what)
