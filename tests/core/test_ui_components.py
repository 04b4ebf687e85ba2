"""What each component says."""

import datetime as dt

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import timezone

from core.privacy import Privacy
from core.ui.samples import SampleForm
from tests.core.ui_helpers import person, read, render


@pytest.fixture(autouse=True)
def in_berlin():
    with timezone.override("Europe/Berlin"):
        yield


def moment_in(year: int) -> dt.datetime:
    """24 November of a year, 08:00 in UTC."""
    return dt.datetime(year, 11, 24, 8, tzinfo=dt.UTC)


def words(markup: str, **context: object) -> str:
    """What a reader reads."""
    return read(render(markup, **context)).text


def test_moment_of_this_year_names_day_and_time() -> None:
    when = moment_in(timezone.localdate().year)
    assert words("{% moment when %}", when=when) == f"{when:%A} 24 November, 09:00"


def test_moment_of_another_year_names_the_year() -> None:
    assert words("{% moment when %}", when=moment_in(2020)) == "Tuesday 24 November 2020, 09:00"


def test_moment_adds_the_time_of_the_other_side() -> None:
    expected = "Tuesday 24 November 2020, 09:00 (your time; 17:00 for your mentor)"
    assert words("{% moment w 'Asia/Tokyo' 'your mentor' %}", w=moment_in(2020)) == expected


def test_moment_names_the_other_day_when_it_differs() -> None:
    late = dt.datetime(2020, 11, 24, 20, tzinfo=dt.UTC)
    expected = "Tuesday 24 November 2020, 21:00 (your time; Wednesday 05:00 for Kenji)"
    assert words("{% moment w 'Asia/Tokyo' 'Kenji' %}", w=late) == expected


def test_moment_leaves_out_a_time_that_reads_the_same() -> None:
    assert words("{% moment w 'Europe/Paris' 'Zoë' %}", w=moment_in(2020)) == "Tuesday 24 November 2020, 09:00"


def test_moment_is_exact_for_machines() -> None:
    assert read(render("{% moment w %}", w=moment_in(2020))).values("time", "datetime") == ["2020-11-24T08:00+00:00"]


def test_day_of_a_datetime_is_the_readers_day() -> None:
    late = dt.datetime(2020, 11, 24, 23, 30, tzinfo=dt.UTC)
    assert words("{% day d %}", d=late) == "Wednesday 25 November 2020"


@pytest.mark.parametrize(("key", "label"), [(choice.value, choice.label) for choice in Privacy])
def test_privacy_label_comes_from_the_privacy_class(key: str, label: str) -> None:
    assert words("{% privacy_label key %}", key=key) == f"Who can read this: {label}"


def test_privacy_label_takes_the_class_itself() -> None:
    assert words("{% privacy_label c %}", c=Privacy.PRIVATE) == "Who can read this: Only you"


def test_privacy_label_takes_a_ready_phrase() -> None:
    assert words("{% privacy_label 'You and Ada' %}") == "Who can read this: You and Ada"


@pytest.mark.parametrize(
    ("state", "tone"),
    [("active", "good"), ("pending", "warn"), ("missed", "bad"), ("scheduled", "info"), ("closed", "quiet")],
)
def test_state_badge_has_the_tone_of_its_state(state: str, tone: str) -> None:
    assert read(render("{% state_badge s %}", s=state)).values("span", "class") == [f"state state--{tone}"]


def test_state_badge_without_label_reads_its_state() -> None:
    assert words("{% state_badge 'ended_early' %}") == "ended early"


@pytest.mark.parametrize(("name", "initials"), [("Ada Nowak", "AN"), ("Noor", "N"), ("Ana María de la Cruz", "AC")])
def test_avatar_shows_initials(name: str, initials: str) -> None:
    assert words("{% avatar p %}", p=person(name)) == initials


def test_avatar_has_the_same_tint_every_time() -> None:
    assert render("{% avatar p %}", p=person()) == render("{% avatar p %}", p=person())


def test_action_posts_with_its_fields_and_a_token() -> None:
    html = render("{% action_button '/go/' 'Go' fields=f %}", f={"kind": "x"}, csrf_token="t" * 32)
    seen = read(html)
    assert seen.values("form", "method") == ["post"]
    assert seen.values("form", "action") == ["/go/"]
    assert seen.values("input", "name") == ["csrfmiddlewaretoken", "kind"]


def test_action_with_a_reason_cannot_be_sent() -> None:
    seen = read(render("{% action_button '/go/' 'Accept' reason='You are full.' %}"))
    assert seen.values("button", "type") == ["button"]
    assert seen.values("button", "aria-disabled") == ["true"]
    assert "form" not in seen.tags
    assert seen.text == "Accept You are full."


def test_action_without_a_reason_can_be_sent() -> None:
    assert read(render("{% action_button '/go/' 'Accept' reason=none %}", none=None)).values("button", "type") == [
        "submit"
    ]


def test_action_that_asks_hides_its_form_until_opened() -> None:
    assert read(render("{% action_button '/go/' 'End' confirm='Really?' %}")).tags[:4] == [
        "details",
        "summary",
        "div",
        "p",
    ]


def test_facts_leave_out_what_has_no_value() -> None:
    assert words("{% facts p %}", p=[("Rhythm", "weekly"), ("Room", ""), ("Meetings", 0)]) == "Rhythm weekly Meetings 0"


def test_stat_of_none_is_too_few_to_show() -> None:
    assert words("{% stat v 'Legal' %}", v=None) == "Legal too few to show"


@pytest.mark.parametrize("current", ["b", "Second", 1])
def test_steps_mark_the_current_one(current: object) -> None:
    items = [{"key": "a", "label": "First"}, {"key": "b", "label": "Second"}, {"key": "c", "label": "Third"}]
    html = render("{% steps items current %}", items=items, current=current)
    assert read(html).values("li", "class") == [f"steps__item steps__item--{s}" for s in ("done", "current", "ahead")]


def test_funnel_says_the_passage_from_step_to_step() -> None:
    html = render("{% funnel f 'From invitation' %}", f=[("Invited", 10), ("Ready", 5), ("Matched", 0), ("Signed", 0)])
    seen = read(html)
    assert seen.values("rect", "width") == ["100%", "100%", "100%", "50%", "100%", "0%", "100%", "0%"]
    assert "50 % of the step before" in seen.text
    assert seen.text.count("of the step before") == 2


def test_bar_chart_does_not_draw_a_number_that_is_too_small_to_show() -> None:
    html = render("{% bar_chart d 'Pairs' %}", d=[("Sales", 8), ("Legal", None)])
    assert read(html).values("rect", "width") == ["100%", "100%"]
    assert read(html).text == "Pairs What Number Sales 8 Legal too few to show"


def test_line_chart_leaves_a_gap_and_has_its_table() -> None:
    html = render("{% line_chart p 'Meetings' %}", p=[("Jan", 2), ("Feb", None), ("Mar", 4), ("Apr", 4)])
    classes = read(html).values("line", "class")
    assert classes.count("plot__line") == 1
    assert classes.count("plot__dot") == 3
    assert "Jan 2 Feb – Mar 4 Apr 4" in read(html).text


def test_line_chart_of_nothing_says_so() -> None:
    assert words("{% line_chart p 'Meetings' %}", p=[]) == "Meetings No numbers yet."


@override_settings(LANGUAGE_CODE="de")
def test_line_chart_writes_its_geometry_with_points() -> None:
    html = render("{% line_chart p 'Treffen' %}", p=[("a", 1), ("b", 2), ("c", 3), ("d", 5)])
    assert [value for value in read(html).values("line", "y1") if "," in value] == []


def test_data_table_names_the_column_in_each_cell() -> None:
    html = render("{% data_table h r %}", h=["Person", {"label": "Meetings", "is_number": True}], r=[["Ada", 3]])
    assert read(html).values("td", "data-label") == ["Meetings"]
    assert read(html).values("th", "scope") == ["col", "col", "row"]


def test_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/people/?q=ada+b&page=2")
    context = Context({"p": Paginator(range(60), 20).page(2), "request": request})
    html = Template("{% load ui %}{% pager p %}").render(context)
    assert read(html).values("a", "href") == ["?q=ada+b&page=1", "?q=ada+b&page=3"]


def test_pager_of_one_page_is_nothing() -> None:
    assert render("{% pager p %}", p=Paginator(range(3), 20).page(1)) == ""


def test_error_summary_links_to_each_field_in_the_words_beside_it() -> None:
    form = SampleForm({"rhythm": "9", "starts_on": "2026-01-01", "agreed": "on"})
    seen = read(render("{% error_summary f %}", f=form))
    assert seen.values("a", "href") == ["#id_title", "#id_rhythm", "#id_way_0"]
    assert seen.text == (
        "Please correct 3 things What should the program be called? This field is required. "
        "How often do pairs meet? Select a valid choice. 9 is not one of the available choices. "
        "How do they meet? This field is required."
    )


def test_error_summary_of_a_refusal_says_why_and_asks_for_nothing() -> None:
    form = forms.Form({})
    form.add_error(None, "You already have two mentees.")
    assert words("{% error_summary f %}", f=form) == "This did not work You already have two mentees."


def test_error_summary_of_a_good_form_is_nothing() -> None:
    assert render("{% error_summary f %}", f=SampleForm()) == ""


def test_score_reasons_shows_three_at_most() -> None:
    html = render("{% score_reasons 'A good fit' r %}", r=["one", "two", "three", "four"])
    assert read(html).text == "A good fit one two three"
