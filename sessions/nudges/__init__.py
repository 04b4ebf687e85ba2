"""What this app reminds people of. Letters say who, when and where to click; never what anything is about."""

from notifications.definitions import register, register_chore
from sessions.nudges import meetings, partnerships, progress
from sessions.services import attendance, closures

for kind in (*meetings.KINDS, *progress.KINDS, *partnerships.KINDS):
    register(kind)

register_chore("believe_old_reports", attendance.believe_old_reports)
register_chore("complete_waiting_closings", closures.complete_waiting)
