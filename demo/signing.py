"""How an agreement of the demo is offered, signed and sealed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.utils import timezone

from agreements.models import AgreementVersion
from agreements.services import documents, readiness, versions
from agreements.services.signatures import Shown, SignIn, sign
from core import context
from demo.moments import at
from demo.simulation import Script
from demo.wishes import own_dice
from people.models import Person

# Addresses that belong to nobody, set aside for examples.
ADDRESSES = "203.0.113.{}"
BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
)


def offer(version: AgreementVersion, by: Person) -> AgreementVersion:
    """Find the draft ready, and offer it for signature. Answers with the version as it is offered."""
    readiness.mark(version.agreement, by=by)
    versions.propose(version, by=by)
    version.refresh_from_db()
    return version


def give(version: AgreementVersion, person: Person) -> None:
    """Sign what is offered, at the person's own computer."""
    now = timezone.now()
    with _at_their_computer(person):
        sign(
            version,
            by=person,
            shown=Shown(version.content_hash, now - timedelta(minutes=4)),
            typed_name=person.get_full_name(),
            sign_in=SignIn(now - timedelta(minutes=6), "password"),
        )


def sign_all(version: AgreementVersion, start: date, signers: Sequence[Person]) -> Script:
    """Offer the text and let the given people sign, a day apart. If they are all, the worker seals it."""
    for person in signers[1:]:
        readiness.mark(version.agreement, by=person)
    offer(version, signers[0])
    for number, person in enumerate(signers, start=1):
        yield at(start + timedelta(days=number), 10, person)
        give(version, person)
    yield timezone.now() + timedelta(minutes=1)
    for document in version.documents.values_list("pk", flat=True):
        documents.work(document)


@contextmanager
def _at_their_computer(person: Person) -> Iterator[None]:
    """What a request would tell of where it comes from."""
    dice = own_dice(person)
    context.remember(
        context.RequestFacts(address=ADDRESSES.format(dice.randint(1, 254)), user_agent=dice.choice(BROWSERS))
    )
    try:
        yield
    finally:
        context.remember(context.RequestFacts())
