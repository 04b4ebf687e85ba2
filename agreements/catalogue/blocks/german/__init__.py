"""The German blocks, and the headings of the agreements that begin from a shipped template."""

from agreements.catalogue.blocks.german.coaching import COACHING, SPONSORED
from agreements.catalogue.blocks.german.mentoring import GROUP, MENTORING
from agreements.catalogue.blocks.german.shared import SHARED

NAMES = {
    "mentoring": "Mentoring-Vereinbarung",
    "group_mentoring": "Vereinbarung zum Gruppen-Mentoring",
    "coaching": "Coaching-Vereinbarung",
    "coaching_with_sponsor": "Coaching-Vereinbarung zu dritt",
}

__all__ = ["COACHING", "GROUP", "MENTORING", "NAMES", "SHARED", "SPONSORED"]
