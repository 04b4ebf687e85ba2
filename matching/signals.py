"""Signals of the matching app."""

from django.dispatch import Signal

# Sent once inside the transaction in which partnerships come to be: partnerships (one or many, of one cohort).
partnership_formed = Signal()
# Sent inside the transaction in which a partnership completes or ends early: partnership, by.
partnership_ended = Signal()
