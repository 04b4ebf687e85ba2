"""Draws a document as a tagged PDF: the agreement, then the page that shows how it was signed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from agreements.sealing import arabic, clean, fonts
from agreements.sealing.document import Document, Section, Signature
from agreements.sealing.marks import keyword_for

PAGE = Path(__file__).with_name("page.typ")
BLANK = Path(__file__).with_name("blank.typ")
STANDARD = "ua-1"
REMEMBERED = 11  # how many drawings the renderer keeps the workings of
DARK_ENOUGH = 0.18  # relative luminance that stands 4.5 : 1 against white
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CODE = re.compile(r"[A-Za-z0-9-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_LOCK = Lock()  # a compiler draws one document at a time


def render(document: Document, key_id: str = "") -> bytes:
    """The PDF of a document; the same document and key always give the same bytes.

    `key_id` names the key that will seal it and goes into the metadata. Nothing in the words is ever executed.
    """
    data = json.dumps(_data(document, key_id), ensure_ascii=False)
    with _LOCK:
        made: bytes = _compiler().compile(
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=[STANDARD],
            timestamp=int(document.made_at.timestamp()),
        )
        # No two agreements are alike: what is kept of this one helps no other, and costs a worker 50 MB in the end.
        for _time in range(REMEMBERED):
            _blank().compile(format="pdf")
    return arabic.spelled(made) if arabic.has_shapes(data) else made


@cache
def _compiler() -> Any:
    import typst

    shapes = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in fonts.folders()]
    )
    return typst.Compiler(str(PAGE), root=str(PAGE.parent), font_paths=shapes)


@cache
def _blank() -> Any:
    import typst

    return typst.Compiler(
        str(BLANK),
        root=str(BLANK.parent),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False),
    )


def _data(document: Document, key_id: str) -> dict[str, Any]:
    words = document.words
    made = document.made_at.astimezone(UTC)
    version = words.version.replace("{n}", str(document.version))
    language = _LANGUAGE.match(document.language.lower())
    return {
        "title": _line(f"{document.title} – {version}"),
        "heading": _say(document.title, clean.HEADING),
        "organization": _line(document.organization),
        "organization-line": _say(document.organization),
        "keywords": [keyword_for(key_id, document.agreement, document.version)] if key_id else [],
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "language": language[0] if language else "en",
        "families": fonts.families(document.language),
        "hashes": fonts.HASHES,
        "colour": readable(document.colour),
        "footer": f"{_code(document.agreement)} · {_line(version)} · {_code(document.fingerprint)[:16]}",
        "words": {name: _line(getattr(words, name)) for name in type(words).__dataclass_fields__},
        "program": _say(document.program),
        "in_force_since": _say(f"{document.in_force_since} · {version}"),
        "fingerprint": _code(document.fingerprint),
        "parties": [
            {"name": _say(party.name, clean.HEADING), "role": _say(party.role, clean.HEADING)}
            for party in document.parties
        ],
        "sections": [_section(number, section) for number, section in enumerate(document.sections, 1)],
        "claim": _say(words.claim.replace("{organization}", document.organization)),
        "signatures": [_signature(signature) for signature in document.signatures],
        "events": [
            {
                "when": _say(event.when, clean.NARROW),
                "who": _say(event.who, clean.NARROW),
                "what": _say(event.what, clean.HEADING),
                "hash": _code(event.hash),
            }
            for event in document.events
        ],
        "check_page": _say(words.check_page.replace("{address}", document.verify_at)),
        "check_reader": _say(words.check_reader.replace("{organization}", document.organization)),
        "check_command": _say(words.check_command),
    }


def _section(number: int, section: Section) -> dict[str, Any]:
    shown = not section.is_withheld  # what is withheld does not even reach the page's data
    return {
        "number": str(number),
        "title": _say(section.title, clean.HEADING),
        "withheld": section.is_withheld,
        "fingerprint": _code(section.fingerprint),
        "paragraphs": _paragraphs(section.paragraphs) if shown else [],
        "lines": [_say(line) for line in section.lines] if shown else [],
        "goals": [{"title": _say(goal.title), "lines": [_say(line) for line in goal.lines]} for goal in section.goals]
        if shown
        else [],
    }


def _signature(signature: Signature) -> dict[str, Any]:
    shown = {
        name: _say(getattr(signature, name), clean.HEADING if name.endswith("name") else clean.WIDE)
        for name in type(signature).__dataclass_fields__
        if name not in {"statements", "content_hash"}
    }
    return {
        **shown,
        "statements": [_say(statement) for statement in signature.statements],
        "content_hash": _code(signature.content_hash),
    }


def _paragraphs(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Paragraphs as they were written; an empty line begins a new one."""
    whole = (clean.cleaned(text, fonts.is_shown) for text in texts)
    return [_directed(part.strip("\n")) for text in whole for part in text.split("\n\n") if part.strip()]


def _say(text: str, longest: int = clean.WIDE) -> dict[str, Any]:
    return _directed(_line(text, longest))


def _line(text: str, longest: int = clean.WIDE) -> str:
    return clean.line(text, fonts.is_shown, longest)


def _code(text: str) -> str:
    """A fingerprint or an id, whole: somebody may want to copy it."""
    return text if _CODE.fullmatch(text) else _line(text, clean.NARROW)


def _directed(text: str) -> dict[str, Any]:
    drawn = arabic.joined(text)
    return {"text": drawn, "rtl": clean.is_right_to_left(text), "joined": drawn != text}


def readable(colour: str) -> str:
    """The organization's colour, darkened until words in it can be read on white; black for what is no colour."""
    if not _COLOUR.fullmatch(colour):
        return "#000000"
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    while _luminance(parts) > DARK_ENOUGH:
        parts = [part * 9 // 10 for part in parts]
    return "#{:02x}{:02x}{:02x}".format(*parts)


def _luminance(parts: list[int]) -> float:
    light = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
