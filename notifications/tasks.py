"""The doorbell's door."""

from celery import shared_task

from notifications.services import sweep

# Less than the limits of a task and the patience of /readyz; what is left over goes with the next ring.
SENDING_SECONDS = 60


@shared_task(name="notifications.tasks.ring", expires=25)
def ring() -> None:
    """Look at the database for what is due."""
    sweep.beat("ring")
    sweep.run(seconds=SENDING_SECONDS)
