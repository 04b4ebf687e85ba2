"""The shape of a program template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Page:
    """One short page of an orientation; an empty line in the body begins a new paragraph."""

    title: Words
    body: Words


@dataclass(frozen=True, slots=True)
class ProgramTemplate:
    """Name, purpose, settings (fields of Program) and the orientation of each role."""

    key: str
    kind: str
    name: Words
    summary: Words
    purpose: Words
    settings: Mapping[str, Any]
    orientation: Mapping[str, Sequence[Page]]
