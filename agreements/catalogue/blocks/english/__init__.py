"""The English blocks, and the headings of the agreements that begin from a shipped template."""

from agreements.catalogue.blocks.english.coaching import COACHING, SPONSORED
from agreements.catalogue.blocks.english.mentoring import GROUP, MENTORING
from agreements.catalogue.blocks.english.shared import SHARED

NAMES = {
    "mentoring": "Mentoring agreement",
    "group_mentoring": "Group mentoring agreement",
    "coaching": "Coaching agreement",
    "coaching_with_sponsor": "Coaching agreement with a sponsor",
}

__all__ = ["COACHING", "GROUP", "MENTORING", "NAMES", "SHARED", "SPONSORED"]
