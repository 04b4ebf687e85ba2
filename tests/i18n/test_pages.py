"""A German reader reads German: pages, refusals, mails and dates; everybody chooses their own language."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.ui.times import date_words, day_words
from core.ui.words import in_sentence
from notifications.services import sweep
from people.models import Person
from tests.agreements.clock import working_hour
from tests.factories.agreements import guide_of, make_agreement, propose, seeker_of
from tests.factories.people import make_organization, make_person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def _reads_german(person: Person) -> Person:
    Person.objects.filter(pk=person.pk).update(language="de")
    person.refresh_from_db()
    return person


def _html(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_page_is_german_for_a_german_reader(signed_in: SignIn) -> None:
    html = _html(signed_in(make_person("Lena", language="de")), reverse("home"))

    assert '<html lang="de"' in html
    assert "Guten Tag Lena" in html
    assert "Hello" not in html


def test_home_page_stays_english_for_everybody_else(signed_in: SignIn) -> None:
    html = _html(signed_in(make_person("Lena", language="en")), reverse("home"))

    assert '<html lang="en"' in html
    assert "Hello Lena" in html


def test_sign_in_follows_the_browser() -> None:
    html = _html(Client(headers={"accept-language": "de-AT,de;q=0.9"}), reverse("account_login"))

    assert '<html lang="de"' in html
    assert "E-Mail-Adresse" in html
    assert "Passwort" in html


def test_wrong_password_is_refused_in_german() -> None:
    browser = Client(headers={"accept-language": "de"})
    answer = browser.post(reverse("account_login"), {"login": "nobody@people.example", "password": "wrong words"})

    assert "Die E-Mail-Adresse oder das Passwort stimmt nicht." in answer.content.decode()


def test_page_that_does_not_exist_says_so_in_german(signed_in: SignIn) -> None:
    answer = signed_in(make_person(language="de")).get("/nowhere/")

    assert answer.status_code == 404
    assert "Hier ist nichts" in answer.content.decode()


def test_agreement_page_is_german_around_the_agreement(signed_in: SignIn) -> None:
    agreement = make_agreement()
    mentee, mentor = _reads_german(seeker_of(agreement)), guide_of(agreement)
    html = _html(signed_in(mentee), reverse("agreement_detail", args=[agreement.pk]))

    assert '<html lang="de"' in html
    assert f"Vereinbarung mit {mentor}" in html
    assert "Wer unterschreibt" in html
    assert "Who signs" not in html


def test_refusal_is_german(signed_in: SignIn) -> None:
    agreement = make_agreement()
    mentee = _reads_german(seeker_of(agreement))
    answer = signed_in(mentee).post(reverse("agreement_propose", args=[agreement.pk]), follow=True)

    assert "Schreiben Sie zuerst mindestens ein Ziel auf." in answer.content.decode()


def test_mail_is_german_for_a_german_reader_and_english_for_the_other_side() -> None:
    make_organization()
    agreement = make_agreement()
    mentee, mentor = _reads_german(seeker_of(agreement)), guide_of(agreement)
    propose(agreement)

    sweep.run(now=working_hour())

    subjects = {person.pk: m.subject for m in mail.outbox for person in (mentee, mentor) if person.email in m.to[0]}
    assert subjects == {
        mentee.pk: f"Ihre Vereinbarung mit {mentor} liegt zur Unterschrift bereit",
        mentor.pk: f"Your agreement with {mentee} is ready to sign",
    }
    [to_mentee] = [message for message in mail.outbox if mentee.email in message.to[0]]
    assert "Sie bekommen diese E-Mail, weil Sie an einem Programm teilnehmen: Northwind Works" in to_mentee.body
    assert "You get this" not in to_mentee.body


def test_mail_follows_the_organization_when_a_person_chose_no_language() -> None:
    make_organization(language="de")
    agreement = make_agreement()
    Person.objects.update(language="")
    mentor = guide_of(agreement)
    propose(agreement)

    sweep.run(now=working_hour())

    [to_mentor] = [message for message in mail.outbox if mentor.email in message.to[0]]
    assert to_mentor.subject == f"Ihre Vereinbarung mit {seeker_of(agreement)} liegt zur Unterschrift bereit"


@time_machine.travel(datetime(2026, 11, 2, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("language", "this_year", "next_year", "alone"),
    [
        ("en", "Tuesday 24 November", "Monday 8 March 2027", "8 March 2027"),
        ("de", "Dienstag, 24. November", "Montag, 8. März 2027", "8. März 2027"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, this_year: str, next_year: str, alone: str) -> None:
    with translation.override(language):
        assert day_words(date(2026, 11, 24)) == this_year
        assert day_words(date(2027, 3, 8)) == next_year
        assert date_words(date(2027, 3, 8)) == alone
        assert date_words(None) == ""


@pytest.mark.parametrize(("language", "words"), [("en", "mentor"), ("de", "Mentor/in"), ("de-at", "Mentor/in")])
def test_nouns_keep_their_capital_inside_a_german_sentence(language: str, words: str) -> None:
    with translation.override(language):
        assert in_sentence(translation.gettext("Mentor")) == words


def test_own_language_is_chosen_on_the_profile(signed_in: SignIn) -> None:
    make_organization()
    person = make_person("Lena", language="en")
    client = signed_in(person)
    fields = {"languages": "English", "time_zone": person.time_zone, "theme": "auto", "about": "", "own_skills": ""}

    answer = client.post(reverse("profile_edit"), {**fields, "language": "de"})

    assert answer.status_code == 302
    assert "<title>Mein Profil" in _html(client, reverse("profile_edit"))
    client.post(reverse("profile_edit"), {**fields, "language": "en"})
    assert "Hello Lena" in _html(client, reverse("home"))
