"""Signals of the people app."""

from django.dispatch import Signal

# Sent inside the transaction when somebody leaves, goes on leave or comes back:
# person, before, after (EmploymentStatus), by (Person or None).
employment_changed = Signal()
