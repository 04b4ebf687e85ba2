from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self) -> None:
        """Connect the reactions to what happens to partnerships."""
        from agreements import receivers
        from matching.signals import partnership_ended, partnership_formed

        partnership_formed.connect(receivers.on_partnership_formed, dispatch_uid="agreements.partnership_formed")
        partnership_ended.connect(receivers.on_partnership_ended, dispatch_uid="agreements.partnership_ended")
