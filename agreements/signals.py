"""Signals of the agreements app."""

from django.dispatch import Signal

# Sent inside the transaction of the last signature: version.
agreement_in_force = Signal()
