"""Whatever a person typed, a component shows it as words."""

import datetime as dt

import pytest
from django import forms

from tests.core.ui_helpers import HOSTILE, person, read, render

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
ROW = {"label": HOSTILE, "value": 3, "hint": HOSTILE, "text": HOSTILE, "detail": HOSTILE, "key": HOSTILE, "share": 0.5,
       "weight": HOSTILE, "count": 2, "at": NOON}  # fmt: skip

COMPONENTS = [
    "{% page_header bad lead=bad back_url='/' back_label=bad over=bad %}",
    "{% page_header_with bad lead=bad %}{{ bad }}{% endpage_header_with %}",
    "{% panel title=bad lead=bad id=bad action_url='/' action_label=bad readers=bad %}{{ bad }}{% endpanel %}",
    "{% next_step bad bad '/' bad urgency='now' due=noon person=somebody fields=fields method='post' %}",
    "{% privacy_label bad %}",
    "{% state_badge bad bad %}",
    "{% state_badge bad %}",
    "{% avatar somebody %}",
    "{% person_line somebody sub=bad url='/' %}",
    "{% person_chips people label=bad %}",
    "{% empty_state bad bad url='/' label=bad %}",
    "{% action_button '/' bad fields=fields confirm=bad about=bad %}",
    "{% action_button '/' bad reason=bad %}",
    "{% action_button '/' bad method='get' about=bad %}",
    "{% menu bad %}{{ bad }}{% endmenu %}",
    "{% notice 'warn' bad bad url='/' label=bad %}",
    "{% facts pairs %}",
    "{% stat bad bad hint=bad url='/' %}",
    "{% steps rows bad label=bad %}",
    "{% timeline rows %}",
    "{% tab_links rows label=bad %}",
    "{% tag_list words label=bad %}",
    "{% score_reasons bad words rows %}",
    "{% data_table words cells caption=bad %}",
    "{% bar_chart rows bad unit=bad %}",
    "{% funnel rows bad %}",
    "{% line_chart rows bad description=bad %}",
    "{% progress 1 2 bad hint=bad %}",
    "{% moment noon other_zone='Asia/Tokyo' other_label=bad %}",
    "{% error_summary form %}",
]


class HostileForm(forms.Form):
    """A form whose words came from somewhere else."""

    answer = forms.CharField(label=HOSTILE)

    def clean(self) -> None:
        raise forms.ValidationError(HOSTILE)


@pytest.mark.parametrize("markup", COMPONENTS)
def test_component_shows_hostile_text_as_words(markup: str) -> None:
    html = render(
        markup, bad=HOSTILE, noon=NOON, somebody=person(HOSTILE), people=[person(HOSTILE)], fields={HOSTILE: HOSTILE},
        pairs=[(HOSTILE, HOSTILE)], rows=[ROW, ROW], words=[HOSTILE], cells=[[{"text": HOSTILE, "url": "/"}]],
        form=HostileForm({}),
    )  # fmt: skip
    seen = read(html)
    assert [tag for tag in seen.tags if tag in {"script", "b"}] == []
    assert [name for _, name, _ in seen.attributes if name.startswith("on") or name == "style"] == []
    if "avatar" not in markup:
        assert "alert(1)" in seen.text or HOSTILE in [value for _, _, value in seen.attributes]


def test_every_component_is_in_the_list() -> None:
    from core.ui.library import register

    without_words = {"icon", "day", "zone", "pager", "accent_for_mail"}
    listed = {markup.split()[1] for markup in COMPONENTS}
    names = {name for name in register.tags if not name.startswith("end")}
    assert names - without_words == listed
