"""Sign-ins that have ended do not stay in the database."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from notifications.services import sweep
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_the_sweep_forgets_sign_ins_that_have_ended() -> None:
    ended, running = Client(), Client()
    for client in (ended, running):
        client.force_login(make_person())
    browser = ended.session
    browser.set_expiry(timezone.now() - timedelta(minutes=1))
    browser.save()
    sweep.run()
    assert not browser.exists(browser.session_key)
    assert running.get("/").status_code == 200
