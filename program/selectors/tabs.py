"""The tabs of a program's pages. Each app registers its own when it starts: none is promised before it exists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from program.enums import ProgramKind
from program.models import Enrollment, Program
from program.permissions import may_be_matched

Words = str | Promise


def _any_program(program: Program) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ProgramTab:
    """One view of a program for the people who run it. `url_name` is reversed with the program's pk."""

    key: str
    label: Words
    url_name: str
    order: int
    kinds: tuple[str, ...] = tuple(ProgramKind.values)
    is_for: Callable[[Program], bool] = _any_program


class TabLink(TypedDict):
    """One tab as `{% tab_links %}` takes it."""

    label: Words
    url: str
    is_current: bool


_tabs: dict[str, ProgramTab] = {}


def register_tab(
    key: str,
    *,
    label: Words,
    url_name: str,
    order: int,
    kinds: tuple[str, ...] = tuple(ProgramKind.values),
    is_for: Callable[[Program], bool] = _any_program,
) -> None:
    """Add a tab to the pages of programs of these kinds; called from an app's ready(). 10 to 30 are program's own.

    `is_for` says in which of them, without asking the database.
    """
    _tabs[key] = ProgramTab(key, label, url_name, order, kinds, is_for)


def tabs_for(program: Program, person: Any, current: str = "") -> list[TabLink]:
    """The tabs of this program for somebody who runs it; `current` is the key of the open one. Asks no database."""
    fitting = (tab for tab in _tabs.values() if program.kind in tab.kinds and tab.is_for(program))
    shown = sorted(fitting, key=lambda tab: tab.order)
    return [
        {"label": tab.label, "url": reverse(tab.url_name, args=[program.pk]), "is_current": tab.key == current}
        for tab in shown
    ]


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody who is ready goes next; the address takes the enrollment's pk unless `has_pk` is off."""

    role: str
    title: Words
    text: Words
    label: Words
    url_name: str
    has_pk: bool
    is_for: Callable[[Program], bool]

    def url(self, enrollment: Enrollment) -> str:
        """The address for this enrollment."""
        return reverse(self.url_name, args=[enrollment.pk] if self.has_pk else [])


_ways: dict[tuple[str, str], Way] = {}


def register_way(
    role: str,
    *,
    title: Words,
    text: Words,
    label: Words,
    url_name: str,
    has_pk: bool = True,
    is_for: Callable[[Program], bool] = _any_program,
) -> None:
    """Show a next step to people in this role once they are ready; called from an app's ready().

    `is_for` says in which programs, without asking the database.
    """
    _ways[role, url_name] = Way(role, title, text, label, url_name, has_pk, is_for)


def ways_for(enrollment: Enrollment) -> list[dict[str, Words]]:
    """The next steps of somebody who may be matched; none before that. Asks no database."""
    if not may_be_matched.allows(enrollment.person, enrollment):
        return []
    return [
        {"title": way.title, "text": way.text, "label": way.label, "url": way.url(enrollment)}
        for way in _ways.values()
        if way.role == enrollment.role and way.is_for(enrollment.program)
    ]


register_tab("overview", label=_("Overview"), url_name="program_detail", order=10)
register_tab("people", label=_("People"), url_name="enrollment_list", order=20)
register_tab("setup", label=_("Set-up"), url_name="program_setup", order=30)
