"""The German blocks, and the headings of the agreements that begin from a shipped template."""

from agreements.catalogue.blocks.german.coaching import COACHING, SPONSORED
from agreements.catalogue.blocks.german.mentoring import GROUP, MENTORING
from agreements.catalogue.blocks.german.shared import SHARED

NAMES = {
    "mentoring": "Mentoring-Vereinbarung",
    "group_mentoring": "Vereinbarung zum Gruppenmentoring",
    "coaching": "Coaching-Vereinbarung",
    "coaching_with_sponsor": "Coaching-Vereinbarung zu dritt",
}
# A goal and how it is known to be reached, for the example that admins look at.
GOAL = ("Mein erstes Projekt leiten", "Das Projekt ist fertig, und das Team würde wieder mit mir arbeiten")

__all__ = ["COACHING", "GOAL", "GROUP", "MENTORING", "NAMES", "SHARED", "SPONSORED"]
