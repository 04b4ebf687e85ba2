"""What waits for a person in the directory."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.steps import NextStep, StepUrgency
from people.enums import ImportState
from people.models import Person, PersonImport


def steps_for(person: Person) -> list[NextStep]:
    """An admin without people, or with a checked file; anybody whose profile says nothing about them yet."""
    steps = _admin_steps(person) if person.is_organization_admin else []
    missing = [_("the languages you speak")] if not person.languages else []
    missing += [_("a few words about yourself")] if not person.about else []
    if missing:
        steps.append(
            NextStep(
                title=_("Complete your profile"),
                text=_("Still missing: %(things)s. Others see it when they look for a good match.")
                % {"things": ", ".join(missing)},
                url=reverse("profile_edit"),
                label=_("Open my profile"),
                urgency=StepUrgency.WHENEVER,
            )
        )
    return steps


def _admin_steps(person: Person) -> list[NextStep]:
    waiting = PersonImport.objects.filter(uploaded_by=person, state__in=(ImportState.MAPPING, ImportState.CHECKED))
    latest = waiting.without_file().order_by("-created_at").first()
    if latest is not None:
        return [
            NextStep(
                title=_("An import waits for you"),
                text=_("“%(file)s” is not imported yet.") % {"file": latest.file_name},
                url=reverse("person_import_detail", args=[latest.pk]),
                label=_("Go on with it"),
            )
        ]
    if Person.objects.exclude(pk=person.pk).exists():
        return []
    return [
        NextStep(
            title=_("Import your people"),
            text=_("The directory is empty. Bring in a list from your HR system; you see what happens before it does."),
            url=reverse("person_import_list"),
            label=_("Import people"),
            urgency=StepUrgency.NOW,
        )
    ]
