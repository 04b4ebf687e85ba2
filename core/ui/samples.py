"""Invented content for the gallery. Nothing in it is read from or written to the database."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from core.forms import LineField, PageForm, ParagraphsField


@dataclass(frozen=True)
class SamplePerson:
    """Somebody with a name."""

    name: str

    def get_full_name(self) -> str:
        return self.name


class SampleForm(PageForm):
    """One field of each kind."""

    title = LineField(
        label="What should the program be called?", help_text="People see this in their invitation.", max_length=60
    )
    purpose = ParagraphsField(label="What is it for?", required=False, rows=3)
    rhythm = forms.ChoiceField(
        label="How often do pairs meet?",
        choices=[("", "Please choose"), ("2", "Every two weeks"), ("4", "Every month")],
    )
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    way = forms.ChoiceField(
        label="How do they meet?", widget=forms.RadioSelect, choices=[("call", "By video call"), ("room", "In person")]
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("lead", "Leading a team"), ("speak", "Speaking up"), ("plan", "Planning a career")],
    )
    agreed = forms.BooleanField(label="I have read the ground rules")
    notes = forms.FileField(label="A file with people", required=False, help_text="CSV or XLSX, at most 20 MB.")


def sample_context() -> dict[str, object]:
    """Everything the gallery shows."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    names = [
        "Amara Okafor",
        "Jonas Lindqvist",
        "Mei-Ling Tan",
        "Łukasz Wójcik",
        "Sofía Herrera",
        "Tom Baker",
        "Noor",
        "İpek Şahin",
    ]
    people = [SamplePerson(name) for name in names]
    page = Paginator(range(1, 94), 20).page(2)
    return {
        "people": people,
        "person": people[0],
        "other": people[1],
        "soon": now + dt.timedelta(days=3),
        "next_year": now + dt.timedelta(days=400),
        "date": timezone.localdate() + dt.timedelta(days=10),
        "tones": ["good", "info", "warn", "bad", "quiet"],
        "states": [
            state
            for states in ("draft open running closing closed", "pending accepted declined", "disputed held missed")
            for state in states.split()
        ],
        "facts": [
            ("Program", "Growing into leadership"),
            ("Rhythm", "Every two weeks, 60 minutes"),
            ("Language", "English, Swedish"),
            ("Ends", "30 June"),
        ],
        "journey": ["Forming", "Active", "Closing", "Completed"],
        "timeline": [
            {"at": now, "text": "Amara and Jonas met", "detail": "55 minutes, both confirmed", "tone": "good"},
            {"at": now - dt.timedelta(days=3), "text": "Jonas moved the meeting by one day", "tone": "warn"},
            {"at": now.date() - dt.timedelta(days=21), "text": "Both signed the agreement", "url": "#"},
        ],
        "headers": ["Person", "State", {"label": "Meetings", "is_number": True}, "Last met"],
        "rows": [
            [{"text": "Amara Okafor", "url": "#"}, {"text": "Active", "state": "active"}, 7, "12 November"],
            [{"text": "Jonas Lindqvist", "url": "#"}, {"text": "Paused", "state": "paused"}, 3, "2 October"],
            [{"text": "Mei-Ling Tan", "url": "#"}, {"text": "Forming", "state": "forming"}, 0, "Not yet"],
        ],
        "funnel": [("Invited", 120), ("Ready", 84), ("Matched", 71), ("Signed", 66), ("Meeting", 58)],
        "bars": [
            {"label": "Every two weeks", "value": 34},
            {"label": "Every month", "value": 21, "hint": "or more seldom"},
            {"label": "Legal department", "value": None},
        ],
        "points": [("Jun", 12), ("Jul", 9), ("Aug", None), ("Sep", 26), ("Oct", 31), ("Nov", 38)],
        "no_points": [],
        "tabs": [
            {"label": "Overview", "url": "#", "is_current": True},
            {"label": "Meetings", "url": "#", "count": 12},
            {"label": "Goals", "url": "#", "count": 3},
        ],
        "reasons": [
            "She has led two teams through a merger, which you want to learn",
            "You both speak Swedish and English",
            "Her free hours overlap with yours on Tuesdays",
        ],
        "factors": [
            {"label": "What you want to learn", "weight": "counts most", "share": 0.92},
            {"label": "Languages", "share": 1.0, "text": "English, Swedish"},
            {"label": "Free time", "share": 0.4},
        ],
        "words": ["Negotiation", "Public speaking", "Budgets", "Working across cultures"],
        "scale": ["Not at all", "A little", "Somewhat", "Quite", "Very"],
        "page": page,
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"title": "", "rhythm": "9", "purpose": "Something typed is not lost."}, auto_id="wrong_%s"
        ),
    }
