"""Documents to draw and seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from agreements.catalogue.sealed import words
from agreements.sealing.document import Document, Event, Goal, Party, Section, Signature

NOW = datetime(2026, 11, 21, 15, 40, tzinfo=UTC)
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
TEXT = (
    "We meet because Ada wants to lead a team for the first time, and because Grace remembers how that felt.\n\n"
    "Both of us prepare. Whoever cannot come says so a day before, and proposes another time."
)


def signature(name: str = "Ada Lovelace", role: str = "Mentee", **changes: Any) -> Signature:
    """A signature with all its evidence."""
    one = Signature(
        typed_name=name,
        name=name,
        email=f"{name.split()[0].lower()}@northwind.example",
        role=role,
        signed_at="21 November 2026, 15:02:11 UTC",
        signed_local="21 November 2026, 16:02:11 (Europe/Warsaw)",
        address="203.0.113.7",
        browser=BROWSER,
        sign_in="with a password, 21 November 2026, 14:58 UTC",
        statements=("I have read this agreement.", "I agree to sign it electronically."),
        statements_version="1",
        language="English",
        content_hash=HASH,
    )
    return replace(one, **changes)


def document(**changes: Any) -> Document:
    """An agreement of two people with a goal, a schedule and a full chain of events."""
    what = ("proposed version 1", "opened version 1", "viewed the text", "signed version 1", "version 1 in force")
    one = Document(
        agreement="0199f2a4-7a3e-7c41-9b52-0f6f0f3f2d11",
        version=1,
        title="Mentoring agreement",
        program="Northwind mentoring 2026",
        organization="Northwind Works",
        language="en",
        colour="#0f6b5c",
        parties=(Party("Ada Lovelace", "Mentee"), Party("Grace Hopper", "Mentor")),
        sections=(
            Section("Purpose", paragraphs=(TEXT,)),
            Section(
                "Goals",
                goals=(
                    Goal(
                        "Lead the release of May", ("We see it by: the team delivers without Ada.", "By 31 May 2027.")
                    ),
                    Goal("Give feedback that is heard"),
                ),
            ),
            Section("Meetings", lines=("Every 2 weeks, 60 minutes, by video.", "12 months.")),
            Section("What stays between us", is_withheld=True, fingerprint=HASH),
        ),
        in_force_since="21 November 2026",
        fingerprint=HASH,
        signatures=(signature(), signature("Grace Hopper", "Mentor")),
        events=tuple(Event("2026-11-21 15:02:11", "Ada Lovelace", each, HASH) for each in what),
        words=words("en"),
        verify_at="https://mentoring.northwind.example/verify",
        made_at=NOW,
    )
    return replace(one, **changes)


def titled(*texts: str, **changes: Any) -> Document:
    """The sample with these texts as its only section."""
    return document(sections=(Section("Words", paragraphs=texts),), **changes)
