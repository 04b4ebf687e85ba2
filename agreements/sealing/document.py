"""What a sealed document says: plain words, gathered by the caller, in the language of the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody the agreement is between."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and the sentences under it: its measure, its date."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section. One that is withheld shows its title and the fingerprint of its text, and nothing else."""

    title: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    is_withheld: bool = False
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The evidence of one signature, as it was noted at that moment."""

    typed_name: str
    name: str
    email: str
    role: str
    signed_at: str
    signed_local: str
    address: str
    browser: str
    sign_in: str
    statements: tuple[str, ...]
    statements_version: str
    language: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Event:
    """One link of the chain of events."""

    when: str
    who: str
    what: str
    hash: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the page in one language. Names in braces are filled in by us."""

    version: str
    page: str
    program: str
    in_force_since: str
    between: str
    fingerprint: str
    withheld: str
    certificate: str
    claim: str
    typed_name: str
    signed_by: str
    signed_at: str
    signed_local: str
    address: str
    browser: str
    sign_in: str
    statements: str
    statements_version: str
    language: str
    content_hash: str
    events: str
    events_intro: str
    when: str
    who: str
    what: str
    hash: str
    check: str
    check_page: str
    check_command: str
    check_reader: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A version that is in force, with all that its sealed copy shows. `made_at` is aware; dates to read are words."""

    agreement: str
    version: int
    title: str
    program: str
    organization: str
    language: str
    colour: str
    parties: tuple[Party, ...]
    sections: tuple[Section, ...]
    in_force_since: str
    fingerprint: str
    signatures: tuple[Signature, ...]
    events: tuple[Event, ...]
    words: Words
    verify_at: str
    made_at: datetime
