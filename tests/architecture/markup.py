"""Reads a page and says what is wrong with its markup."""

from collections import Counter
from html.parser import HTMLParser

# Data for scripts, not a script.
DATA = {"application/json", "application/ld+json"}


class Markup(HTMLParser):
    """One page: its language, headings, ids, forms, and what stands inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.h1 = 0
        self.ids: Counter[str] = Counter()
        self.inline: list[str] = []
        self.posting = self.tokens = 0
        self.stray_labels: list[str] = []
        self._labels: list[str] = []
        self.feed(text)
        self.stray_labels = [target for target in self._labels if target not in self.ids]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count what matters."""
        found = {name: value or "" for name, value in attrs}
        self.h1 += tag == "h1"
        if tag == "html":
            self.language = found.get("lang", "")
        if "id" in found:
            self.ids[found["id"]] += 1
        if tag == "label" and "for" in found:
            self._labels.append(found["for"])
        self.posting += tag == "form" and found.get("method", "").lower() == "post"
        self.tokens += tag == "input" and found.get("name") == "csrfmiddlewaretoken"
        self.inline += [f"{tag} {name}" for name in found if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in found and found.get("type") not in DATA):
            self.inline.append(tag)

    @property
    def problems(self) -> set[str]:
        """What is wrong, in words."""
        wrong = {f"inline: {what}" for what in self.inline}
        wrong |= {f"id twice: {name}" for name, count in self.ids.items() if count > 1}
        wrong |= {f"a label for nothing: {name}" for name in self.stray_labels}
        if not self.language:
            wrong.add("no lang")
        if self.h1 != 1:
            wrong.add(f"{self.h1} h1")
        if self.posting != self.tokens:
            wrong.add("a form that posts without its token")
        return wrong
