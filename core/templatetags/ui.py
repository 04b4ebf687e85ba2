"""`{% load ui %}`: every component, see templates/ui/README.md for their names and arguments."""

from core.ui import actions, charts, layout, people, times, words
from core.ui.library import register

__all__ = ["actions", "charts", "layout", "people", "register", "times", "words"]
