"""The templates that ship, in every language they exist in. Data only: words and their order, nothing executed."""

from typing import Any

from agreements.catalogue import de, en
from agreements.catalogue.phrases import Phrases

LANGUAGES = {"en": en, "de": de}
FALLBACK = "en"

MENTORING = (
    *("purpose", "goals", "learning", "schedule", "communication", "ground_rules", "confidentiality", "feedback"),
    *("duration", "exit", "closure"),
)
COACHING = (
    *("coaching_purpose", "roles", "goals", "schedule", "package", "communication", "ground_rules", "confidentiality"),
    *("plain_statements", "records", "ethics", "feedback", "coaching_duration", "exit", "closure"),
)
SPONSORED = (
    *("sponsored_purpose", "sponsored_roles", "goals", "schedule", "package", "communication", "ground_rules"),
    *("sponsored_confidentiality", "exchange", "plain_statements", "records", "ethics", "feedback"),
    *("coaching_duration", "exit", "closure"),
)
# The key of a shipped template: its kind, its shape, its name in the list of templates, its sections.
PLANS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "mentoring": ("mentoring", "pair", "Mentoring", MENTORING),
    "coaching": ("coaching", "pair", "Coaching", COACHING),
    "coaching_with_sponsor": ("coaching", "sponsored", "Coaching with a sponsor", SPONSORED),
}
REQUIRED = frozenset({"goals", "schedule", "confidentiality", "duration", "exit"})
KINDS = {"goals": "goals", "schedule": "schedule", "exchange": "exchange"}


def phrases(language: str) -> Phrases:
    """The small words of a language; the fallback's when there are none."""
    return LANGUAGES.get(language, LANGUAGES[FALLBACK]).PHRASES


def default_templates() -> list[dict[str, Any]]:
    """Every shipped template in every language: key, kind, shape, label, language, name and sections."""
    return [
        {
            "key": key,
            "kind": kind,
            "shape": shape,
            "label": label,
            "language": language,
            "name": words.NAMES[key],
            "sections": [_section(words.SECTIONS, name) for name in plan],
        }
        for language, words in LANGUAGES.items()
        for key, (kind, shape, label, plan) in PLANS.items()
    ]


def _section(sections: dict[str, tuple[str, str, str]], name: str) -> dict[str, Any]:
    """One section; variants for coaching and sponsors keep the plain key, so that pages know what they are."""
    title, guidance, body = sections[name]
    key = name.removeprefix("coaching_").removeprefix("sponsored_")
    return {
        "key": key,
        "kind": KINDS.get(key, "text"),
        "title": title,
        "guidance": guidance,
        "body": body,
        "is_required": key in REQUIRED,
    }
