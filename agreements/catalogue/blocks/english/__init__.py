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
# A goal and how it is known to be reached, for the example that admins look at.
GOAL = ("Lead my first project", "The project is delivered, and the team would work with me again")

__all__ = ["COACHING", "GOAL", "GROUP", "MENTORING", "NAMES", "SHARED", "SPONSORED"]
