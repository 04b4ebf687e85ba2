"""Structured sections: the sentences that are signed, what is missing, and how two states differ."""

import re
from datetime import date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from agreements import catalogue
from agreements.document import communication, exchange, parties, structured
from agreements.document.content import PartyText
from agreements.document.duration import MOST_MONTHS, last_day
from agreements.document.schedule import AGENDA_BY, Schedule
from agreements.enums import SectionKind
from program.models import Program

LANGUAGES = tuple(catalogue.LANGUAGES)
CLIENT, COACH = PartyText("1", "Maria Silva", "client", "Client"), PartyText("2", "Jan Novák", "coach", "Coach")
MENTORING = [
    PartyText("1", "Ann", "mentee", ""),
    PartyText("2", "Bo", "mentee", ""),
    PartyText("3", "Cy", "mentor", ""),
]
SCHEDULE = {
    "first_on": "2026-12-01",
    "at": "09:00",
    "zone": "Europe/Warsaw",
    "interval_weeks": 2,
    "minutes": 60,
    "place": "",
    "agenda_by": "seeker",
}
WAYS = {"channels": ["phone", "mail"], "answer_days": 3, "quiet": ""}

schedules = some.builds(
    Schedule,
    first_on=some.dates(date(2000, 1, 1), date(2100, 1, 1)),
    at=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=some.sampled_from(["Europe/Warsaw", "Asia/Tokyo", "UTC"]),
    interval_weeks=some.integers(1, 12),
    minutes=some.integers(10, 480),
    place=some.text("aZ łص{}→", max_size=12).map(str.strip),
    agenda_by=some.sampled_from(["", *AGENDA_BY]),
)
durations = some.one_of(
    some.integers(1, MOST_MONTHS).map(lambda months: {"months": months}),
    some.dates(date(2000, 1, 1), date(2100, 1, 1)).map(lambda day: {"until": day.isoformat()}),
)
languages = some.sampled_from(LANGUAGES)
# A busy machine is no reason to fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


@unhurried
@given(schedules, schedules, languages)
def test_a_schedule_says_all_that_it_agrees_on(one: Schedule, other: Schedule, language: str) -> None:
    data, others = one.as_data(), other.as_data()

    assert Schedule.from_data(data) == one
    assert structured.lines("schedule", data, language)
    assert (one == other) == (one.lines(language) == other.lines(language))
    assert (one == other) == (structured.differences("schedule", data, others, language) == [])


@unhurried
@given(durations, durations, languages)
def test_a_duration_says_all_that_it_agrees_on(one: dict[str, Any], other: dict[str, Any], language: str) -> None:
    lines = [structured.lines("duration", data, language) for data in (one, other)]

    assert (one == other) == (lines[0] == lines[1])
    assert (one == other) == (structured.differences("duration", one, other, language) == [])


@pytest.mark.parametrize(
    ("data", "begun", "expected"),
    [
        ({"months": 12}, date(2026, 11, 21), date(2027, 11, 21)),
        ({"months": 1}, date(2027, 1, 31), date(2027, 2, 28)),
        ({"until": "2027-05-01"}, date(2026, 1, 1), date(2027, 5, 1)),
        ({}, date(2026, 1, 1), None),
    ],
)
def test_months_are_counted_from_the_last_signature(data: dict[str, Any], begun: date, expected: date | None) -> None:
    assert last_day(data, begun) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", structured.KINDS)
def test_the_suggestion_of_a_program_is_said_in_every_language(kind: str, language: str) -> None:
    data = structured.initial(kind, Program(package_meetings=6), zone="UTC")
    if kind == SectionKind.SCHEDULE:
        assert not structured.is_complete(kind, data)
        data |= {"first_on": "2026-12-01", "at": "09:00"}
    lines = structured.lines(kind, data, language, [CLIENT, COACH])

    assert lines
    assert not any(re.search(r"\{[a-z]+\}", line) for line in lines)


@pytest.mark.parametrize("kind", [SectionKind.TEXT, SectionKind.GOALS, SectionKind.SIGNATURES])
def test_sections_of_words_have_no_sentences_of_their_own(kind: str) -> None:
    assert structured.lines(kind, {"dropped": ["1"]}, "en") == []
    assert structured.is_complete(kind, {})
    assert structured.differences(kind, {}, {"dropped": ["1"]}, "en") == []


@pytest.mark.parametrize(
    ("kind", "data", "english", "german"),
    [
        (
            "package",
            {"meetings": 1, "minutes": 60},
            "The package has 1 session of 60 minutes.",
            "Das Paket umfasst 1 Sitzung von 60 Minuten.",
        ),
        (
            "package",
            {"meetings": 6, "minutes": 45},
            "The package has 6 sessions of 45 minutes each.",
            "Das Paket umfasst 6 Sitzungen von je 45 Minuten.",
        ),
        (
            "package",
            {"meetings": 0, "minutes": 60},
            "The number of sessions is not fixed. Each lasts 60 minutes.",
            "Die Zahl der Sitzungen ist nicht festgelegt. Jede dauert 60 Minuten.",
        ),
        (
            "duration",
            {"months": 1},
            "This partnership lasts 1 month, counted from the day on which the last of us signs.",
            "Diese Partnerschaft dauert 1 Monat, gezählt ab dem Tag der letzten Unterschrift.",
        ),
        (
            "duration",
            {"until": "2027-11-30"},
            "This partnership lasts until Tuesday 30 November 2027; that day still belongs to it.",
            "Diese Partnerschaft dauert bis Dienstag, 30. November 2027; dieser Tag gehört noch dazu.",
        ),
        (
            "cancellation",
            {"hours": 1},
            "A session that is cancelled by Maria Silva less than 1 hour before it begins counts as used. "
            "One that is cancelled by Jan Novák never counts.",
            "Eine Sitzung, die von Maria Silva weniger als 1 Stunde vor Beginn abgesagt wird, zählt als genutzt. "
            "Eine, die von Jan Novák abgesagt wird, zählt nie.",
        ),
        (
            "cancellation",
            {"hours": 0},
            "A session that is cancelled before it begins never counts as used, whoever cancels it.",
            "Eine Sitzung, die vor Beginn abgesagt wird, zählt nie als genutzt, gleich wer sie absagt.",
        ),
    ],
)
def test_sentences_are_precise_in_both_languages(kind: str, data: dict[str, Any], english: str, german: str) -> None:
    people = [CLIENT, COACH]

    assert structured.lines(kind, data, "en", people) == [english]
    assert structured.lines(kind, data, "de", people) == [german]


def test_whoever_sets_the_agenda_is_named() -> None:
    both = Schedule(date(2026, 12, 1), time(9), "UTC", 2, 60, agenda_by="seeker")

    assert both.lines("en", MENTORING)[-1] == "Ann and Bo decide together what a meeting is about."
    assert both.lines("de", [CLIENT])[-1] == "Maria Silva bestimmt, worum es bei einem Treffen geht."
    assert both.lines("en")[-1] == "The mentee or client decides what a meeting is about."


def test_in_mentoring_a_late_cancellation_uses_nothing_up() -> None:
    assert structured.lines("cancellation", {"hours": 24}, "en", MENTORING) == [
        "A meeting that is cancelled less than 24 hours before it begins is shown as cancelled late. "
        "That has no other consequence."
    ]


def test_a_schedule_from_before_the_agenda_was_asked_reads_on() -> None:
    older = {name: value for name, value in SCHEDULE.items() if name != "agenda_by"}

    assert structured.lines("schedule", older, "en") == [
        "We meet every 2 weeks on Tuesday at 09:00 (Europe/Warsaw), for 60 minutes. "
        "The first meeting is on Tuesday 1 December 2026."
    ]
    assert structured.differences("schedule", older, SCHEDULE, "en") == ["Agenda: not agreed → the mentee or client"]


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("schedule", SCHEDULE, {**SCHEDULE, "interval_weeks": 3}, ["every 2 weeks → every 3 weeks"]),
        (
            "schedule",
            SCHEDULE,
            {**SCHEDULE, "at": "10:30", "place": "Room 1"},
            ["09:00 → 10:30", "Place: not agreed → Room 1"],
        ),
        ("duration", {"months": 12}, {"until": "2027-11-30"}, ["12 months → until Tuesday 30 November 2027"]),
        (
            "package",
            {"meetings": 6, "minutes": 60},
            {"meetings": 0, "minutes": 60},
            ["6 sessions → no fixed number of sessions"],
        ),
        ("cancellation", {"hours": 24}, {"hours": 48}, ["Late is less than: 24 hours → 48 hours"]),
        (
            "communication",
            WAYS,
            {"channels": ["phone", "video"], "answer_days": 1, "quiet": "Weekends"},
            [
                "Ways: now also video call",
                "Ways: no longer e-mail",
                "an answer within 3 working days → an answer within 1 working day",
                "Not to be disturbed: not agreed → Weekends",
            ],
        ),
        (
            "exchange",
            {"attendance": True},
            {"goals": True, "attendance": True},
            ["The sponsor sees: now also the agreed goals"],
        ),
    ],
)
def test_differences_are_readable(kind: str, before: dict, after: dict, expected: list[str]) -> None:
    assert structured.differences(kind, before, after, "en") == expected
    assert len(structured.differences(kind, before, after, "de")) == len(expected)


def test_who_signs_is_one_line_each_and_compared_by_name() -> None:
    sponsor = PartyText("3", "Sam Lee", "sponsor", "Sponsor")

    assert structured.lines("parties", {}, "en", [CLIENT, COACH]) == ["Maria Silva (Client)", "Jan Novák (Coach)"]
    assert parties.differences([CLIENT, COACH], [CLIENT, COACH, sponsor], "en") == ["now also Sam Lee (Sponsor)"]
    assert parties.differences([CLIENT, sponsor], [CLIENT], "de") == ["nicht mehr Sam Lee (Sponsor)"]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("schedule", {"interval_weeks": 2}),
        ("communication", {"channels": [], "answer_days": 3}),
        ("communication", {"channels": ["pigeon"], "answer_days": 3}),
        ("communication", {"channels": ["mail"]}),
        ("duration", {}),
        ("package", {"minutes": 60}),
        ("cancellation", {}),
    ],
)
def test_what_is_missing_is_said_in_words_and_nothing_is_made_up(kind: str, data: dict[str, Any]) -> None:
    assert structured.problem(kind, data)
    assert structured.lines(kind, data, "en") == []


def test_every_language_names_every_way_item_and_fact() -> None:
    for words in (catalogue.phrases(language) for language in LANGUAGES):
        assert tuple(words.channels) == communication.CHANNELS
        assert tuple(words.exchange) == exchange.ITEMS
        assert tuple(words.agenda_names) == AGENDA_BY
        assert words.facts.keys() == catalogue.phrases("en").facts.keys()
