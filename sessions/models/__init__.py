from sessions.models.meeting import Meeting, MeetingAttendee, MeetingSeries
from sessions.models.progress import (
    Closure,
    GoalCheckIn,
    GoalReflection,
    Reflection,
    RelationshipCheckIn,
    SponsorStatement,
)
from sessions.models.record import ActionItem, MeetingFocus, PrivateNote, SessionLog

__all__ = [
    "ActionItem",
    "Closure",
    "GoalCheckIn",
    "GoalReflection",
    "Meeting",
    "MeetingAttendee",
    "MeetingFocus",
    "MeetingSeries",
    "PrivateNote",
    "Reflection",
    "RelationshipCheckIn",
    "SessionLog",
    "SponsorStatement",
]
