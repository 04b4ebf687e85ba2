"""How far the agreements of a program are, for those who run it. Facts only: the text is never loaded."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.selectors.overview import AgreementFacts, facts_of
from matching.models import Partnership
from program.models import Program
from sessions.selectors import circle

SHOWN = 20


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One partnership with the facts of its agreement."""

    partnership: Partnership
    people: str
    facts: AgreementFacts | None

    @property
    def signed_words(self) -> str:
        """'2 of 3', or nothing while it is written."""
        if self.facts is None or self.facts.state == "draft":
            return ""
        return _("%(signed)s of %(all)s") % {"signed": self.facts.signed, "all": self.facts.signers}

    @property
    def since(self) -> date | None:
        """The day on which it came to be as it is."""
        return timezone.localtime(self.facts.since).date() if self.facts else None

    @property
    def until(self) -> date | None:
        """The day by which an offer has to be signed."""
        end = self.facts.expires_at if self.facts else None
        return timezone.localtime(end).date() if end else None


def agreements_of(program: Program, number: str) -> Page[Any]:
    """One page of the current partnerships with their agreements: those without a signed one first, the longest matched
    first. The same number of queries for any number of rows."""
    current = circle.with_circle(Partnership.objects.filter(cohort__program=program).current())
    unsigned_first = current.order_by(F("activated_at").asc(nulls_first=True), "matched_at", "pk")
    page: Page[Any] = Paginator(unsigned_first, SHOWN).get_page(number)
    partnerships = list(page.object_list)
    facts = facts_of(partnerships)
    # Whole names: in a program of forty there are two of every first name.
    page.object_list = [
        AgreementRow(
            one, circle.listed(member.person.get_full_name() for member in circle.workers(one)), facts.get(one.pk)
        )
        for one in partnerships
    ]
    return page
