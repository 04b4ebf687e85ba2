"""Reading what a component rendered."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.template import Context, Template

from core.ui.samples import SamplePerson

HOSTILE = "\"'><script>alert(1)</script><b onmouseover=alert(1)>&"


def render(markup: str, **context: Any) -> str:
    """One line of template with the components loaded."""
    return Template("{% load ui %}" + markup).render(Context(context)).strip()


def person(name: str = "Ada Nowak") -> SamplePerson:
    """Somebody with a name."""
    return SamplePerson(name)


@dataclass
class Seen:
    """The tags, attributes and words of a piece of HTML."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, tag: str, name: str) -> list[str]:
        """What an attribute says on each such tag."""
        return [value for seen_tag, seen_name, value in self.attributes if (seen_tag, seen_name) == (tag, name)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.append(tag)
        self.seen.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.seen.words.append(data.strip())


def read(html: str) -> Seen:
    """Parse a piece of HTML as a browser would."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen
