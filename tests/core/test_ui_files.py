"""Templates and vendored files keep to the rules of the house."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = settings.BASE_DIR / "templates"
VENDOR = settings.BASE_DIR / "static/vendor"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "email" not in path.relative_to(TEMPLATES).parts)


def name(path: Path) -> str:
    """A template by the name it is loaded with."""
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_template_has_nothing_inline(path: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())
    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|\shx-on", text) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", text) if " src=" not in tag] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=name)
def test_template_compiles(path: Path) -> None:
    assert get_template(name(path)).template.name == name(path)


def test_every_icon_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "icons/icons.svg").read_text()))
    used = {icon for path in PAGES for icon in re.findall(r"""(?:\bicon |\bicon=)["']([\w-]+)["']""", path.read_text())}
    assert used - drawn == set()


def test_vendored_files_are_listed_with_their_licences() -> None:
    listed = set(re.findall(r"`([a-z]+/[^`]+)`", (VENDOR / "README.md").read_text()))
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file() and path.parent != VENDOR}
    assert listed == there
    assert {path for path in listed if path.endswith("LICENSE")} == {f"{folder}/LICENSE" for folder in _folders()}


def _folders() -> list[str]:
    return [path.name for path in VENDOR.iterdir() if path.is_dir()]


def test_no_file_points_at_a_source_map() -> None:
    texts = [path for path in (settings.BASE_DIR / "static").rglob("*") if path.suffix in {".css", ".js"}]
    assert [path for path in texts if "sourceMappingURL=" in path.read_text()] == []
