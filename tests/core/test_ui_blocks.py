"""A variable that one block of a page makes is unknown in its other blocks, and an unknown address is an empty one."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
EDGE = re.compile(r"({% block \w+ %}|{% endblock(?: \w+)? %})")
MADE = re.compile(r"\b(?:as|asvar) (\w+)(?: trimmed)? %}|\basvar (\w+)")
TAG = re.compile(r"(?:{{|{%\s*\w+)(.*?)[%}]}", re.DOTALL)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def blocks_of(text: str) -> dict[str, str]:
    """What stands in each block, without the blocks inside it."""
    found: dict[str, str] = {}
    inside = [""]
    for piece in EDGE.split(text):
        if piece.startswith("{% block "):
            inside.append(piece.split()[2])
        elif re.fullmatch(EDGE, piece):
            inside.pop()
        else:
            found[inside[-1]] = found.get(inside[-1], "") + piece
    return found


def strangers(text: str) -> list[str]:
    """Variables used in a block that only another block makes."""
    blocks = blocks_of(text)
    made = {name: {one or other for one, other in MADE.findall(content)} for name, content in blocks.items()}
    outer = set(made.get("", ()))
    found = []
    for name, content in blocks.items():
        elsewhere = set().union(*(words for other, words in made.items() if other != name)) - made[name] - outer
        used = {
            word for tag in TAG.findall(content) for word in re.findall(r"(?<![\w.])\w+(?!\w|=)", QUOTED.sub("", tag))
        }
        found += sorted(f"{name}: {word}" for word in elsewhere & used)
    return found


def test_a_stranger_is_found() -> None:
    page = "{% block a %}{% url 'home' as back %}{% endblock %}{% block b %}<a href='{{ back }}'>{% endblock %}"
    assert strangers(page) == ["b: back"]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.html")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_block_uses_what_another_block_made(path: Path) -> None:
    assert strangers(path.read_text()) == []
