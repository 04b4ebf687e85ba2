"""Mails about agreements. They say that something waits, never what the agreement says."""

from agreements.nudges import changes, comments, offers, reminders
from notifications.definitions import register

for kind in (*offers.KINDS, *changes.KINDS, *comments.KINDS, *reminders.KINDS):
    register(kind)
