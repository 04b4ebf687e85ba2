"""Signals of the program app."""

from django.dispatch import Signal

# Sent inside the transaction in which an enrollment is withdrawn or finished: enrollment, by (None for the system).
# Matching reacts: open requests are withdrawn, current partnerships end without fault.
enrollment_ended = Signal()
