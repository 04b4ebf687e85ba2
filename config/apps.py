from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Give the sweep the one chore that belongs to no app."""
        from notifications.definitions import register_chore

        register_chore("sign-ins that have ended", forget_ended_sign_ins)


def forget_ended_sign_ins(now: datetime) -> None:
    """Delete what browsers were signed in with and are not any more: nothing else does, and the table would grow."""
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()
