"""The two statements that a signer agrees to, kept as data for each version and language in which they were ever shown.

A wording that was signed never changes: new words are a new version. Nothing here is translated elsewhere.
"""

from dataclasses import dataclass

CONSENT_VERSION = "2026-1"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Statements:
    """What stood beside the two boxes."""

    has_read: str
    agrees_to_sign: str


STATEMENTS: dict[str, dict[str, Statements]] = {
    "2026-1": {
        "en": Statements(
            "I have read this agreement.",
            "I agree to sign it electronically. My signature binds me like one on paper between us.",
        ),
        "de": Statements(
            "Ich habe diese Vereinbarung gelesen.",
            "Ich bin einverstanden, elektronisch zu unterschreiben. Meine Unterschrift bindet mich wie eine auf Papier "
            "zwischen uns.",
        ),
    },
}


def statements(version: str, language: str) -> Statements | None:
    """The words of a version as a reader of this language was shown them; None for a version that never was."""
    wordings = STATEMENTS.get(version)
    return wordings.get(_main_part(language), wordings[FALLBACK]) if wordings else None


def current(language: str) -> Statements:
    """The words to show today."""
    wordings = STATEMENTS[CONSENT_VERSION]
    return wordings.get(_main_part(language), wordings[FALLBACK])


def _main_part(language: str) -> str:
    return language.partition("-")[0]
