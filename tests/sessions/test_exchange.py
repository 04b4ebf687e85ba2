"""What the sponsor sees: as signed, and not a word more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import AgreementSection
from core.rules import Refusal
from notifications.models import Nudge
from sessions.models import Meeting, RelationshipCheckIn, SponsorStatement
from sessions.services import check_ins, statements
from tests.factories.sessions import guide_in, make_action, make_meeting, seeker_in, sponsor_in
from tests.sessions.agreed import ALL, EXCHANGE, amend, make_coaching, release
from tests.sessions.test_records import FOCUS, LOG

pytestmark = pytest.mark.django_db
CANARY = "Zimtsternkanarie"
GOAL = "Lead my first project"


def page_of(client, partnership):
    return client.get(reverse("partnership_detail", args=[partnership.pk])).content.decode()


def happened(partnership, **fields):
    """A session of the past, in the state given."""
    number = Meeting.objects.filter(partnership=partnership).count()
    meeting = make_meeting(partnership, starts_in=-timedelta(days=3 + number))
    Meeting.objects.filter(pk=meeting.pk).update(**fields)
    return meeting


def fill(partnership, signed_in):
    """Words everywhere that a sponsor never reads: log, note, focus, actions, check-ins, the pulse."""
    coach, client = signed_in(guide_in(partnership)), signed_in(seeker_in(partnership))
    meeting = make_meeting(partnership, starts_in=timedelta(hours=3))
    client.post(
        reverse("focus_edit", args=[meeting.pk]), dict.fromkeys(FOCUS, CANARY) | {"revision": "0", "share": "y"}
    )
    past = make_meeting(partnership, starts_in=timedelta(hours=-3))
    words = dict.fromkeys(("observations", "questions", "insights", "next_steps", "note"), CANARY)
    coach.post(reverse("log_edit", args=[past.pk]), LOG | words)
    make_action(partnership, seeker_in(partnership), CANARY)
    check_ins.check_goal(partnership.goals.get(), 1, CANARY, by=seeker_in(partnership))
    RelationshipCheckIn.objects.create(
        partnership=partnership,
        person=seeker_in(partnership),
        due_on=timezone.localdate(),
        is_useful=1,
        is_trusting=1,
        answered_at=timezone.now(),
    )
    return past


@pytest.mark.parametrize("item", [*EXCHANGE, "nothing"])
def test_each_yes_opens_its_own_part_and_nothing_else(signed_in, item):
    partnership = make_coaching({item: True})
    past = fill(partnership, signed_in)
    page = page_of(signed_in(sponsor_in(partnership)), partnership)
    assert ("Cancelled late" in page, "Took place" in page) == (item == "attendance", item == "attendance")
    assert (f"<h3>{GOAL}</h3>" in page) == (item == "goals")
    for kind, label in (("midpoint", "Mid-point"), ("closing", "Closing"), ("assessment", "Assessment")):
        assert (f"<h3>{label}" in page) == (item == kind)
    assert page.count(CANARY) == 0
    assert past.starts_at.strftime("%H:%M") not in page
    assert "Everybody signed that you do not see this either" in page


def test_with_everything_agreed_the_sponsor_still_reads_no_word_of_the_sessions(signed_in):
    partnership = make_coaching(ALL)
    fill(partnership, signed_in)
    section = AgreementSection.objects.filter(version__agreement__partnership=partnership, is_for_sponsor=False).first()
    page = page_of(signed_in(sponsor_in(partnership)), partnership)
    assert page.count(CANARY) == 0
    assert "do not see this either" not in page
    assert section is None or section.body not in page


def test_attendance_is_counted_and_has_no_dates(signed_in):
    partnership = make_coaching({"attendance": True})
    for state in ("held", "held", "missed"):
        happened(partnership, state=state)
    happened(partnership, state="held", is_disputed=True)
    happened(partnership, state="held", kind="review")
    happened(partnership, state="cancelled", cancelled_at=timezone.now(), is_late_cancellation=True)
    response = signed_in(sponsor_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk]))
    assert response.context["page"].counts == {"held": 2, "missed": 1, "cancelled_late": 1}
    # The only day on the page is that of the agreement.
    text = response.content.decode()
    assert text.count("<time") == text.count("In force since") + text.count("Until")


def test_without_a_signed_schedule_only_the_number_of_sessions_is_shared_and_the_page_says_why(signed_in):
    partnership = make_coaching(ALL)
    AgreementSection.objects.filter(version__agreement__partnership=partnership, kind="exchange").delete()
    happened(partnership, state="held")
    happened(partnership, state="missed")
    fill(partnership, signed_in)
    response = signed_in(sponsor_in(partnership)).get(reverse("partnership_detail", args=[partnership.pk]))
    page = response.content.decode()
    assert response.context["page"].counts == {"held": 2}
    assert "The signed agreement has no schedule of information" in page
    assert [words in page for words in ("Missed", GOAL, "Written for you", CANARY)] == [False] * 4


def test_before_anybody_has_signed_the_page_says_so(signed_in):
    partnership = make_coaching(ALL)
    type(partnership).objects.filter(pk=partnership.pk).update(state="forming")
    partnership.agreement.versions.update(state="draft", in_force_at=None)
    page = page_of(signed_in(sponsor_in(partnership)), partnership)
    assert "Nothing is signed yet. Until then you see how many sessions took place, and nothing else." in page
    assert GOAL not in page


def test_only_the_client_releases_a_review_once_and_exactly_as_shown(signed_in):
    partnership = make_coaching(ALL)
    coach, client, sponsor = (signed_in(who(partnership)) for who in (guide_in, seeker_in, sponsor_in))
    url = reverse("statement_edit", args=[partnership.pk, "closing"])
    coach.post(url, {"body": "First words", "revision": "0"})
    statement = SponsorStatement.objects.get()
    release = reverse("statement_release", args=[statement.pk])
    coach.post(release, {"revision": "1"})
    client.post(url, {"body": "Second words", "revision": "1"})
    for revision in ("1", "", "²", "9" * 5000):
        assert client.post(release, {"revision": revision}).status_code == 303
    assert SponsorStatement.objects.get().released_at is None
    assert sponsor.get(reverse("statement_detail", args=[statement.pk])).status_code == 404
    client.post(release, {"revision": "2"})
    told = Nudge.objects.filter(kind="review_released").values_list("recipient", flat=True)
    assert list(told) == [sponsor_in(partnership).pk]
    first = SponsorStatement.objects.get().released_at
    client.post(release, {"revision": "2"})
    coach.post(url, {"body": "Third words", "revision": "2"})
    statement = SponsorStatement.objects.get()
    assert (statement.released_at, statement.released_by, statement.body) == (
        first,
        seeker_in(partnership),
        "Second words",
    )
    assert "Second words" in sponsor.get(reverse("statement_detail", args=[statement.pk])).content.decode()


def test_an_assessment_summary_goes_the_same_way_as_a_review(signed_in):
    partnership = make_coaching({"assessment": True})
    coach, client, sponsor = (signed_in(who(partnership)) for who in (guide_in, seeker_in, sponsor_in))
    url = reverse("statement_edit", args=[partnership.pk, "assessment"])
    assert "Its results stay with the client" in client.get(url).content.decode()
    client.post(url, {"body": "Listens well", "revision": "0"})
    statement = SponsorStatement.objects.get()
    assert (statement.kind, statement.author) == ("assessment", seeker_in(partnership))
    assert "Listens well" not in page_of(sponsor, partnership)
    coach.post(reverse("statement_release", args=[statement.pk]), {"revision": "1"})
    assert SponsorStatement.objects.get().released_at is None
    client.post(reverse("statement_release", args=[statement.pk]), {"revision": "1"})
    assert "Assessment summary" in page_of(sponsor, partnership)
    assert "Listens well" in sponsor.get(reverse("statement_detail", args=[statement.pk])).content.decode()


@pytest.mark.parametrize("kind", ["midpoint", "closing", "assessment"])
def test_nothing_is_drafted_that_the_agreement_does_not_foresee(signed_in, kind):
    partnership = make_coaching(ALL | {kind: False})
    url = reverse("statement_edit", args=[partnership.pk, kind])
    coach = signed_in(guide_in(partnership))
    assert (coach.get(url).status_code, coach.post(url, {"body": CANARY, "revision": "0"}).status_code) == (303, 303)
    assert SponsorStatement.objects.count() == 0


def test_what_was_released_stays_readable_when_an_amendment_says_no(signed_in):
    partnership = make_coaching(ALL)
    released = release(partnership, "midpoint", "Released words")
    draft = statements.write(partnership, "closing", CANARY, revision=0, by=guide_in(partnership))
    amend(partnership, exchange=dict.fromkeys(EXCHANGE, False))
    sponsor, client = signed_in(sponsor_in(partnership)), signed_in(seeker_in(partnership))
    page = page_of(sponsor, partnership)
    assert ["Mid-point review" in page, "Took place" in page, GOAL in page] == [True, False, False]
    assert "Released words" in sponsor.get(reverse("statement_detail", args=[released.pk])).content.decode()
    assert sponsor.get(reverse("statement_detail", args=[draft.pk])).status_code == 404
    with pytest.raises(Refusal):
        statements.release(draft, revision=1, by=seeker_in(partnership))
    assert SponsorStatement.objects.filter(released_at=None).count() == 1
    own = page_of(client, partnership)
    assert ["Draft, no longer agreed" in own, "Released to the sponsor" in own] == [True, True]
    kept = client.get(reverse("statement_edit", args=[partnership.pk, "closing"])).content.decode()
    assert [CANARY in kept, "This draft stays with you" in kept, "Save the draft" in kept] == [True, True, False]


def test_a_sponsor_who_left_reads_nothing_any_more(signed_in):
    partnership = make_coaching(ALL)
    released = release(partnership, "closing", "Released words")
    sponsor = signed_in(sponsor_in(partnership))
    partnership.members.filter(person=sponsor_in(partnership)).update(left_at=timezone.now())
    assert sponsor.get(reverse("statement_detail", args=[released.pk])).status_code == 404
    assert sponsor.get(reverse("partnership_detail", args=[partnership.pk])).status_code == 404


def test_the_mail_about_a_release_says_nothing_of_it(signed_in):
    partnership = make_coaching(ALL)
    release(partnership, "assessment", CANARY)
    nudge = Nudge.objects.get(kind="review_released")
    assert nudge.recipient == sponsor_in(partnership)
