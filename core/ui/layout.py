"""The parts a page is laid out with: its header, its panels, its notes, its ways on."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.utils.safestring import SafeString

from core.ui.library import register, render
from core.ui.words import Words

NOTICE_ICONS = {
    "good": "check-circle",
    "info": "info-circle",
    "warn": "exclamation-triangle",
    "bad": "x-circle",
    "quiet": "info-circle",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture for the eye only; words always stand beside it."""
    return _drawn(str(name))


@lru_cache(maxsize=256)
def _drawn(name: str) -> SafeString:
    """Lists draw the same few pictures over and over."""
    return render("icon", name=name)


@register.inclusion_tag("ui/page_header.html")
def page_header(
    title: Words, lead: Words = "", back_url: str = "", back_label: Words = "", over: Words = ""
) -> dict[str, Any]:
    """The page's only h1, with the way back above it and one sentence below. `over` is a short line above the title."""
    return {"title": title, "lead": lead, "back_url": back_url, "back_label": back_label, "over": over}


@register.simple_block_tag()
def page_header_with(
    content: SafeString,
    title: Words,
    lead: Words = "",
    back_url: str = "",
    back_label: Words = "",
    over: Words = "",
) -> SafeString:
    """The same header with badges, buttons or people in the block."""
    return render(
        "page_header", actions=content, title=title, lead=lead, back_url=back_url, back_label=back_label, over=over
    )


@register.simple_block_tag()
def panel(
    content: SafeString,
    title: Words = "",
    lead: Words = "",
    id: str = "",  # noqa: A002 - the name of the attribute
    action_url: str = "",
    action_label: Words = "",
    readers: Words = "",
    tone: str = "",
) -> SafeString:
    """A section with a title (h2); `readers` puts the privacy label in its head; tone is "", "framed" or "private"."""
    return render(
        "panel",
        content=content,
        title=title,
        lead=lead,
        id=id,
        action_url=action_url,
        action_label=action_label,
        readers=readers,
        tone=tone,
    )


@register.inclusion_tag("ui/empty_state.html")
def empty_state(title: Words, text: Words = "", url: str = "", label: Words = "", icon: str = "") -> dict[str, Any]:
    """Nothing here, said calmly: what would stand here, and the way to it."""
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("ui/notice.html")
def notice(
    tone: str, title: Words, text: Words = "", url: str = "", label: Words = "", live: bool = False
) -> dict[str, Any]:
    """A remark the reader should not miss; tone good, info, warn, bad or quiet. `live` announces it."""
    return {
        "tone": tone,
        "title": title,
        "text": text,
        "url": url,
        "label": label,
        "live": live,
        "icon": NOTICE_ICONS.get(tone, "info-circle"),
    }


@register.inclusion_tag("ui/facts.html")
def facts(pairs: Iterable[tuple[Words, object]] | Mapping[Any, object]) -> dict[str, Any]:
    """Names and values, from (name, value) pairs or a mapping; what has no value is left out."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"pairs": [(name, value) for name, value in items if value not in (None, "")]}


@register.inclusion_tag("ui/stat.html")
def stat(value: object, label: Words, hint: Words = "", url: str = "") -> dict[str, Any]:
    """One number with its name; None is shown as 'too few to show'."""
    return {"value": value, "label": label, "hint": hint, "url": url}


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[Words | Mapping[str, Any]], current: object, label: Words = "") -> dict[str, Any]:
    """The states something goes through; `current` is a key, a label or a position from 0. Past the end: all done."""
    rows = [dict(item) if isinstance(item, Mapping) else {"key": item, "label": item} for item in items]
    here = next((place for place, row in enumerate(rows) if current in (row.get("key"), row["label"])), current)
    place = here if isinstance(here, int) else -1
    for index, row in enumerate(rows):
        row["state"] = "done" if index < place else "current" if index == place else "ahead"
    return {"items": rows, "label": label}


@register.inclusion_tag("ui/timeline.html")
def timeline(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What happened, in the order given: mappings with text and at (a moment or a day), perhaps detail, url, tone."""
    return {"items": list(items)}


@register.inclusion_tag("ui/tab_links.html")
def tab_links(items: Iterable[Mapping[str, Any]], label: Words = "") -> dict[str, Any]:
    """Links between views of one thing: mappings with label, url, is_current and perhaps count."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("ui/tag_list.html")
def tag_list(words: Iterable[object], label: Words = "") -> dict[str, Any]:
    """Short words in a wrapping row (skills, languages)."""
    return {"words": list(words), "label": label}


@register.inclusion_tag("ui/score_reasons.html")
def score_reasons(
    sentence: Words, reasons: Iterable[Words], factors: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Why somebody fits: one sentence, up to three reasons, the factors one click away.

    A factor is a mapping with label, share (0 to 1, how well it fits; without it no bar) and perhaps weight (in words)
    and text.
    """
    return {
        "sentence": sentence,
        "reasons": list(reasons)[:3],
        "factors": [
            _factor(
                str(each["label"]), str(each.get("weight", "")), str(each.get("text", "")), _percent(each.get("share"))
            )
            for each in factors
        ],
    }


@lru_cache(maxsize=4096)
def _factor(label: str, weight: str, text: str, percent: int | None) -> SafeString:
    """One line of a table of factors. In a list of people most lines stand many times, so they are written once."""
    return render("factor", label=label, weight=weight, text=text, percent=percent)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Everything wrong with a form, at its top, as links to the fields and in the same words as beside them."""
    items: list[dict[str, Any]] = []
    if form.is_bound and form.errors:
        for name, errors in form.errors.items():
            field = form[name] if name in form.fields else None
            target = "" if field is None or field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
            label = "" if field is None else str(field.label)
            label = label if label.endswith(("?", "!", ":", ".")) or not label else f"{label}:"
            items += [{"target": target, "label": label, "text": error} for error in errors]
    return {"items": items, "has_fields": any(item["label"] for item in items)}


@register.inclusion_tag("ui/data_table.html")
def data_table(
    headers: Iterable[Any], rows: Iterable[Iterable[Any]], caption: Words = "", empty: Words = ""
) -> dict[str, Any]:
    """A table that becomes stacked rows on a narrow screen. The first cell of a row names it.

    A header is words, or a mapping with label and is_number; a cell is words, or a mapping with text, url, state.
    """
    heads = [head if isinstance(head, Mapping) else {"label": head} for head in headers]
    table = [
        [
            {**(cell if isinstance(cell, Mapping) else {"text": cell}), "head": head}
            for head, cell in zip(heads, row, strict=True)
        ]
        for row in rows
    ]
    return {"heads": heads, "rows": table, "caption": caption, "empty": empty}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page, parameter: str = "page") -> dict[str, Any]:
    """The way to the other pages of a list; keeps the filters in the address."""
    query = context["request"].GET.copy() if "request" in context else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


def _percent(share: Any) -> int | None:
    return None if share is None else round(100 * share)
