"""Signing in: limits, no telling who has an account, the first password, and who no longer may."""

import re
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from people.enums import EmploymentStatus
from people.models import Person
from people.services import employment
from tests.factories.people import PASSWORD, make_admin, make_person

pytestmark = pytest.mark.django_db
LOGIN, RESET = "/account/login/", "/account/password/reset/"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("profile_edit")).status_code == 200


def letters(number: int) -> list[mail.EmailMessage]:
    """The mails, which leave beside the request."""
    until = time.monotonic() + 10
    while len(mail.outbox) < number and time.monotonic() < until:
        time.sleep(0.01)
    return mail.outbox


def words_of(page: HttpResponse) -> str:
    """The page without what differs on every page."""
    text = re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"|<code>\w+</code>', "", page.content.decode()
    )
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def test_sign_in_with_address_in_any_case(client: Client) -> None:
    make_person(email="ada@x.example")
    sign_in(client, "Ada@X.example")
    assert is_signed_in(client)


def test_wrong_password_and_unknown_address_read_the_same(client: Client) -> None:
    make_person(email="ada@x.example")
    known, unknown = (sign_in(client, email, "wrong one") for email in ("ada@x.example", "bob@x.example"))
    assert (known.status_code, words_of(known)) == (unknown.status_code, words_of(unknown))
    assert not is_signed_in(client)


class CountingHasher(PBKDF2PasswordHasher):
    """Counts the rounds it is asked for: the work that takes the time."""

    iterations = 10
    rounds = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        CountingHasher.rounds += iterations or self.iterations
        return super().encode(password, salt, iterations)


def test_known_unknown_and_first_time_addresses_cost_the_same_hashing(client: Client, settings: object) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]  # type: ignore[attr-defined]
    make_person(email="ada@x.example")
    imported = make_person(email="eve@x.example")
    imported.set_unusable_password()
    imported.save()
    rounds = []
    for email in ("ada@x.example", "eve@x.example", "bob@x.example"):
        CountingHasher.rounds = 0
        sign_in(client, email, "wrong one")
        rounds.append(CountingHasher.rounds)
    assert rounds == [10, 10, 10]


def test_guessing_is_limited_also_for_the_right_password_in_the_end(client: Client) -> None:
    make_person(email="ada@x.example")
    for _ in range(6):
        sign_in(client, "ada@x.example", "wrong one")
    refused = sign_in(client, "ada@x.example")
    assert refused.status_code == 200
    assert "Too many failed login attempts" in refused.content.decode()
    assert not is_signed_in(client)


def test_an_office_behind_one_address_signs_in_within_the_same_minute() -> None:
    for _ in range(60):
        client, person = Client(), make_person()
        assert sign_in(client, person.email).status_code == 302


def test_reset_reads_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    make_person(email="ada@x.example")
    known = client.post(RESET, {"email": "ada@x.example"}, follow=True)
    unknown = client.post(RESET, {"email": "bob@x.example"}, follow=True)
    assert (known.redirect_chain, words_of(known)) == (unknown.redirect_chain, words_of(unknown))
    assert [letter.recipients() for letter in letters(1)] == [["Ada Nowak <ada@x.example>"]]


def test_imported_person_sets_their_first_password_through_the_link(client: Client) -> None:
    person = make_person(email="ada@x.example", first_name="=HYPERLINK(1)")
    person.set_unusable_password()
    person.save()
    client.post(RESET, {"email": "ADA@x.example"})
    (letter,) = letters(1)
    assert letter.subject == "Set your password"
    assert "Hello =HYPERLINK(1)," in letter.body
    link = re.search(r"http://\S+", letter.body).group()  # type: ignore[union-attr]
    assert link in letter.alternatives[0].content
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    url = form.redirect_chain[-1][0]
    client.post(url, {"password1": "a quiet lake at dawn", "password2": "a quiet lake at dawn"})
    client.logout()
    sign_in(client, "ada@x.example", "a quiet lake at dawn")
    assert is_signed_in(client)


def test_link_opened_by_a_mail_scanner_changes_nothing(client: Client) -> None:
    person = make_person(email="ada@x.example")
    client.post(RESET, {"email": "ada@x.example"})
    link = re.search(r"http://\S+", letters(1)[0].body).group()  # type: ignore[union-attr]
    client.get(link.removeprefix("http://testserver"), follow=True)
    before = person.password
    person.refresh_from_db()
    assert person.password == before


def test_leaving_ends_every_place_where_the_person_is_signed_in(signed_in: Callable[[Person], Client]) -> None:
    person = make_person(email="ada@x.example")
    browsers = [signed_in(person), signed_in(person)]
    assert [is_signed_in(browser) for browser in browsers] == [True, True]
    employment.change(person, EmploymentStatus.TERMINATED, by=make_admin())
    assert [is_signed_in(browser) for browser in browsers] == [False, False]
    sign_in(browsers[0], "ada@x.example")
    assert not is_signed_in(browsers[0])
    employment.change(person, EmploymentStatus.ACTIVE, by=None)
    assert [is_signed_in(browser) for browser in browsers] == [False, False]


def test_person_who_left_gets_no_link(client: Client) -> None:
    person = make_person(email="ada@x.example")
    employment.change(person, EmploymentStatus.TERMINATED, by=None)
    gone = client.post(RESET, {"email": "ada@x.example"}, follow=True)
    unknown = client.post(RESET, {"email": "bob@x.example"}, follow=True)
    assert words_of(gone) == words_of(unknown)
    make_person(email="eve@x.example")
    client.post(RESET, {"email": "eve@x.example"})
    assert [letter.recipients() for letter in letters(1)] == [["Ada Nowak <eve@x.example>"]]


def test_nobody_signs_up(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.filter(email="new@x.example").exists()


def test_behind_a_proxy_one_address_does_not_use_up_the_attempts_of_another(
    client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.TRUST_PROXY = True
    person = make_person()
    for number in range(61):
        address = {"login": f"nobody{number}@example.com", "password": "wrong"}
        refused = client.post(LOGIN, address, headers={"x-forwarded-for": "203.0.113.9"})
    assert "Too many failed login attempts" in refused.content.decode()
    answer = client.post(
        LOGIN, {"login": person.email, "password": PASSWORD}, headers={"x-forwarded-for": "198.51.100.1"}
    )
    assert answer.status_code == 302
    assert is_signed_in(client)


def test_a_new_password_is_asked_for_in_words_of_this_house_and_leads_back_to_the_profile(client: Client) -> None:
    person = make_person()
    sign_in(client, person.email)
    page = client.get(reverse("account_change_password"))
    labels = [str(page.context["form"].fields[name].label) for name in ("oldpassword", "password1", "password2")]
    assert labels == ["The password you have now", "A new password", "The new password once more"]
    new = "seven-quiet-lamps-by-the-sea"
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("profile_edit"))
    assert "Your password is changed." in words_of(client.get(reverse("profile_edit")))


def test_whoever_was_signed_out_while_writing_gets_their_words_back_and_nobody_else(client: Client) -> None:
    address = reverse("profile_edit")
    answer = client.post(address, {"about": "What I <b>wrote</b>", "old_password": "two words"})
    page = answer.content.decode()
    assert (answer.status_code, "What I &lt;b&gt;wrote&lt;/b&gt;" in page, "two words" in page) == (401, True, False)
    assert f"{LOGIN}?next={address}" in page
    assert "no-store" in answer["Cache-Control"]


def test_whoever_wrote_nothing_is_asked_to_sign_in(client: Client) -> None:
    answer = client.post(reverse("profile_edit"), {"theme": "dark"})
    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next={reverse('profile_edit')}")
