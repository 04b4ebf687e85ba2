"""The tokens themselves: every ink is readable on every ground it may stand on, in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from core.colour import DARK_GROUNDS, LIGHT_GROUNDS, contrast

CSS = settings.BASE_DIR / "static/css"
THEMES = {"light": 0, "dark": 1}
GROUNDS = ["paper", "surface", "sunken", "hover"]
TONES = ["good", "info", "warn", "bad", "quiet"]

TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent", "accent-hover") for ground in (*GROUNDS, "accent-soft")],
    *[(tone, ground) for tone in TONES for ground in ("paper", "surface", f"{tone}-soft")],
    *[("ink", f"{tone}-soft") for tone in TONES],
    *[("on-tint", f"tint-{number}") for number in range(1, 7)],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("paper", "ink"),
]
SHAPE_PAIRS = [
    *[("rule-strong", ground) for ground in ("paper", "surface", "sunken")],
    *[("accent", ground) for ground in GROUNDS],
    *[("bad", ground) for ground in GROUNDS],
]


def tokens() -> dict[str, tuple[str, str]]:
    """Name → (light, dark) of every colour in tokens.css."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", (CSS / "tokens.css").read_text())
    return {name: (light, dark) for name, light, dark in found}


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable_on_every_ground(theme: str) -> None:
    colours = {name: pair[THEMES[theme]] for name, pair in tokens().items()}
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_marks_can_be_seen(theme: str) -> None:
    colours = {name: pair[THEMES[theme]] for name, pair in tokens().items()}
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_accents_are_measured_against_the_real_grounds() -> None:
    colours = tokens()
    assert tuple(colours[name][0] for name in GROUNDS) == LIGHT_GROUNDS
    assert tuple(colours[name][1] for name in GROUNDS) == DARK_GROUNDS


def sheets() -> list[Path]:
    """Our own style sheets."""
    return sorted(CSS.glob("*.css"))


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_a_sheet_uses_only_tokens_that_exist(sheet: Path) -> None:
    names = set(re.findall(r"--([\w-]+):", "".join(each.read_text() for each in sheets())))
    used = {name for name in re.findall(r"var\(--([\w-]+)", sheet.read_text()) if not name.startswith("bs-")}
    assert used - names == set()


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in sheets() if sheet.name != "tokens.css"], ids=lambda sheet: sheet.name
)
def test_colours_come_from_the_tokens(sheet: Path) -> None:
    assert (
        re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S))
        == []
    )


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_directions_are_logical(sheet: Path) -> None:
    physical = (
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|text-align: (?:left|right)\b|(?<![\w-])(?:left|right):"
    )
    assert re.findall(physical, sheet.read_text()) == []
