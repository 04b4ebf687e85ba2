from notifications.models.nudge import Heartbeat, Nudge, NudgePreference

__all__ = ["Heartbeat", "Nudge", "NudgePreference"]
