"""Signals of the program app."""

from django.dispatch import Signal

# Sent inside the transaction in which an enrollment is withdrawn or finished: enrollment, by (None for the system).
# Matching reacts: open requests are withdrawn, current partnerships end without fault.
enrollment_ended = Signal()

# Sent inside the transaction in which a draft is made with the set-up of another program: source, program (the draft),
# by. Whoever keeps set-up of their own for a program copies it.
program_duplicated = Signal()
