"""Signals of the matching app."""

from django.dispatch import Signal

# Sent inside the transaction in which a partnership comes to be: partnership.
partnership_formed = Signal()
# Sent inside the transaction in which a partnership completes or ends early: partnership, by.
partnership_ended = Signal()
