from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    # Django's own app for browser sessions has the label "sessions".
    label = "mentoring_sessions"
    verbose_name = _("Meetings and sessions")

    def ready(self) -> None:
        """Listen to what happens upstream, and add the progress of a program to its pages."""
        from program.selectors.tabs import register_tab
        from sessions import receivers  # noqa: F401

        register_tab("progress", label=_("Progress"), url_name="program_progress", order=50)
