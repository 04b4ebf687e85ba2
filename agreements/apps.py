from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self) -> None:
        """Connect the reactions to what happens to partnerships; ship the templates with every migrate."""
        from django.db.models.signals import post_migrate

        from agreements import checks, receivers  # noqa: F401 - checks register themselves
        from agreements.selectors import template_choices
        from agreements.services import expiry
        from matching.signals import partnership_ended, partnership_formed
        from notifications.definitions import register_chore
        from people.signals import employment_changed
        from program.enums import Section
        from program.selectors.setup import register_more
        from program.signals import program_duplicated

        partnership_formed.connect(receivers.on_partnership_formed, dispatch_uid="agreements.partnership_formed")
        partnership_ended.connect(receivers.on_partnership_ended, dispatch_uid="agreements.partnership_ended")
        employment_changed.connect(receivers.on_employment_changed, dispatch_uid="agreements.employment_changed")
        register_chore("agreements that were not signed in time", expiry.expire_due)
        program_duplicated.connect(receivers.on_program_duplicated, dispatch_uid="agreements.program_duplicated")
        post_migrate.connect(receivers.on_migrated, sender=self, dispatch_uid="agreements.migrated")
        register_more(
            Section.AGREEMENT,
            facts=template_choices.facts_for,
            url=template_choices.url_for,
            label=_("Choose the templates"),
        )
