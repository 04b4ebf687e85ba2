"""Finds what the code asks to have translated, without gettext: Python by its syntax, templates by their tags."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from tests.i18n.catalogue import Message

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("agreements", "config", "core", "matching", "notifications", "people", "program", "sessions")
TEMPLATES = ROOT / "templates"

# How many words each function is given before the text: (context, plural).
_FORMS = {
    "gettext": (False, False),
    "gettext_lazy": (False, False),
    "gettext_noop": (False, False),
    "ngettext": (False, True),
    "ngettext_lazy": (False, True),
    "pgettext": (True, False),
    "pgettext_lazy": (True, False),
    "npgettext": (True, True),
    "npgettext_lazy": (True, True),
}
_TEXT = r"""\s*(u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')\s*"""
_CALL = re.compile(r"\b(_|n?p?gettext)\(" + _TEXT + "(?:," + _TEXT + ")?(?:," + _TEXT + ")?", re.DOTALL)


def in_code() -> set[Message]:
    """Every message of the Python files of the apps."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return {message for path in files for message in _of_python(path)}


def in_templates() -> set[Message]:
    """Every message of the templates, pages and mails alike."""
    files = [path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"}]
    return {message for path in files for message in _of_template(path)}


def _message(name: str, texts: list[str]) -> Message:
    has_context, has_plural = _FORMS[name]
    context = texts.pop(0) if has_context else ""
    return Message(context, texts[0], texts[1] if has_plural else "")


def _of_python(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in _FORMS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            name = functions[node.func.id]
            texts = node.args[: 1 + sum(_FORMS[name])]
            # What is put together while running cannot be looked up by a translator.
            assert all(isinstance(text, ast.Constant) for text in texts), f"{path}:{node.lineno}"
            yield _message(name, [str(text.value) for text in texts if isinstance(text, ast.Constant)])


def _of_template(path: Path) -> Iterator[Message]:
    for name, *literals in _CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        name = "gettext" if name == "_" else name
        yield _message(name, [ast.literal_eval(literal) for literal in literals if literal])


def bare(path: Path) -> list[str]:
    """Words of a template that stand outside every tag that translates."""
    text = path.read_text(encoding="utf-8")
    for whole in (
        r"\{#.*?#\}",
        r"\{%\s*comment\b.*?endcomment\s*%\}",
        r"\{%\s*blocktrans.*?endblocktrans(?:late)?\s*%\}",
    ):
        text = re.sub(whole, " ", text, flags=re.DOTALL)
    # A command is typed as it stands in every language.
    text = re.sub(r"<(style|script|code)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{[%{].*?[%}]\}", " ", text, flags=re.DOTALL)
    spoken = re.findall(r"\b(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"", text)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL)
    said = re.findall(r"[A-Za-zÀ-ÿ]{3,}", re.sub(r"&\w+;", " ", " ".join([text, *spoken])))
    return [word for word in said if word not in {"UTC", "PDF"}]
