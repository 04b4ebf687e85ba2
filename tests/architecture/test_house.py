"""The house itself: small files, honest templates, documentation that is current."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture import states
from tests.architecture.root import ROOT

LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 300, 450, 50
# What is longer, and why.
LONG_FUNCTIONS = {
    ("core/ui/samples.py", "sample_context"): "the words of the gallery: one long list of examples",
    ("matching/engine/assignment.py", "assign"): "half of it says what goes in and out",
}
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
# The gallery of components is for builders and exists only while debugging.
PAGES = [path for path in TEMPLATES if path.suffix == ".html" and not path.name.startswith("gallery")]
# The names of a time zone and of a kind of file are the same in every language.
NOT_A_WORD = {"UTC", "PDF"}
NEVER = re.compile(r"\|\s*safe\b|\bautoescape\s+off\b|\|\s*safeseq\b")
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
# A command in <code> is typed as it stands.
CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<(style|script|code)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"")
WORD = re.compile(r"[^\W\d_]{2,}")


def tracked_python() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split() if "/migrations/" not in name and (ROOT / name).exists()]


def lengths_of_functions(name: str) -> list[tuple[str, str, int]]:
    tree = ast.parse((ROOT / name).read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(name, each.name, (each.end_lineno or 0) - each.lineno + 1) for each in functions]


def visible_words(text: str) -> list[str]:
    """The words of a template that no translation reaches."""
    text = CODE.sub(" ", TRANSLATED.sub(" ", text))
    spoken = " ".join(SPOKEN.findall(text))
    bare = re.sub(r"&\w+;", " ", re.sub(r"<[^>]*>", " ", text))
    return [word for word in WORD.findall(f"{bare} {spoken}") if word not in NOT_A_WORD]


def test_every_file_can_be_read_at_one_sitting() -> None:
    lengths = {name: (ROOT / name).read_text().count("\n") for name in tracked_python()}
    limits = {name: LONGEST_TEST if name.startswith("tests/") else LONGEST_FILE for name in lengths}
    assert {name: length for name, length in lengths.items() if length > limits[name]} == {}


def test_every_function_is_a_screenful() -> None:
    functions = [each for name in tracked_python() for each in lengths_of_functions(name)]
    assert {(name, function) for name, function, length in functions if length > LONGEST_FUNCTION} == set(
        LONG_FUNCTIONS
    )


def test_no_template_trusts_text() -> None:
    found = {str(path.relative_to(ROOT)) for path in TEMPLATES if NEVER.search(path.read_text())}
    # The text part of a mail is no markup.
    assert found == {"templates/email/base.txt"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_visible_word_can_be_translated(path: Path) -> None:
    assert visible_words(path.read_text()) == []


def test_words_are_noticed_where_a_person_reads_them() -> None:
    page = '<p title="Two">One {% translate "no" %} {{ name }}</p>{% blocktranslate %}no{% endblocktranslate %}'
    assert visible_words(page) == ["One", "Two"]


def test_the_states_in_the_documentation_are_current() -> None:
    assert (ROOT / "docs/developers/states.md").read_text() == states.document()
