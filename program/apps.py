from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramConfig(AppConfig):
    name = "program"
    verbose_name = _("Programs")

    def ready(self) -> None:
        """Connect the reactions to what happens to people, and add their programs to the page of one person."""
        from people.selectors.blocks import register_block
        from people.signals import employment_changed
        from program import receivers
        from program.selectors.person_facts import facts_of

        employment_changed.connect(receivers.on_employment_changed, dispatch_uid="program.employment_changed")
        register_block(
            "programs", title=_("Programs"), empty=_("Not in a program so far."), order=10, facts_of=facts_of
        )
