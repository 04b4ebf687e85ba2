"""The templates that ship, in every language they exist in. Data only: words and their order, nothing executed."""

from typing import Any

from agreements.catalogue import blocks, de, en
from agreements.catalogue.phrases import Phrases
from agreements.enums import TemplateShape
from program.enums import ProgramKind

LANGUAGES = {"en": en, "de": de}
FALLBACK = blocks.FALLBACK

MENTORING = (
    *("parties", "purpose", "goals", "learning", "roles", "schedule", "communication", "ground_rules"),
    *("confidentiality", "feedback", "duration", "exit", "closure", "signatures"),
)
COACHING = (
    *("parties", "purpose", "roles", "goals", "learning", "schedule", "package", "cancellation", "communication"),
    *("ground_rules", "confidentiality", "plain_statements", "assessments", "records", "ethics", "feedback"),
    *("duration", "exit", "closure", "signatures"),
)
# What the sponsor learns follows what stays between the two.
SPONSORED = (*COACHING[:11], "exchange", *COACHING[11:])
# The key of a shipped template: its kind, its shape, its name in the list of templates, its blocks.
PLANS: dict[str, tuple[ProgramKind, TemplateShape, str, tuple[str, ...]]] = {
    "mentoring": (ProgramKind.MENTORING, TemplateShape.PAIR, "Mentoring", MENTORING),
    "group_mentoring": (ProgramKind.MENTORING, TemplateShape.GROUP, "Group mentoring", MENTORING),
    "coaching": (ProgramKind.COACHING, TemplateShape.PAIR, "Coaching", COACHING),
    "coaching_with_sponsor": (ProgramKind.COACHING, TemplateShape.SPONSORED, "Coaching with a sponsor", SPONSORED),
}


def phrases(language: str) -> Phrases:
    """The small words of a language; the fallback's when there are none."""
    return LANGUAGES.get(language, LANGUAGES[FALLBACK]).PHRASES


def default_templates() -> list[dict[str, Any]]:
    """Every shipped template in every language: key, kind, shape, label, language, name and sections."""
    return [
        {
            "key": key,
            "kind": kind.value,
            "shape": shape.value,
            "label": label,
            "language": language,
            "name": texts.NAMES[key],
            "sections": [section(block, language, kind, shape) for block in plan],
        }
        for language, texts in blocks.LANGUAGES.items()
        for key, (kind, shape, label, plan) in PLANS.items()
    ]


def shipped_text(key: str, language: str) -> dict[str, Any] | None:
    """Our text of a shipped template in a language as it is now; None where there is none."""
    found = (one for one in default_templates() if (one["key"], one["language"]) == (key, language))
    return next(found, None)


def section(key: str, language: str, kind: str, shape: str) -> dict[str, Any]:
    """A block of the catalogue as a template keeps it."""
    block, words = blocks.BLOCKS[key], blocks.words(key, language, kind, shape)
    return {
        "key": key,
        "kind": block.kind.value,
        "title": words.title,
        "guidance": words.guidance,
        "body": words.body,
        "is_required": block.is_required,
        "is_for_sponsor": block.is_for_sponsor,
    }
