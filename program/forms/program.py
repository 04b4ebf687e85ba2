"""Making a program, its cohorts, its managers and its orientation pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, PageForm, ParagraphsField
from core.ids import uuid7
from people.models import Person
from program.catalogue import TEMPLATES
from program.enums import ROLES_OF, ProgramKind
from program.forms.fields import day
from program.models import Cohort, Program


class NewProgramForm(PageForm):
    """A name and a first day. The token is the new program's own id, so that a form posted twice makes one program."""

    template = forms.ChoiceField(
        label=_("What kind of program?"), widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
    name = LineField(
        label=_("What should it be called?"), help_text=_("People see this in their invitation."), max_length=120
    )
    starts_on = day(_("When does the first cohort start?"), _("You can change it and add further cohorts."))
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def __init__(self, *args: Any, source: Program | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if source:
            del self.fields["template"]
            self.fields["name"].initial = source.name
            return
        self.fields["template"].choices = [(each.key, each.name) for each in TEMPLATES]  # type: ignore[attr-defined]

    @property
    def template_choices(self) -> list[tuple[Any, Any]]:
        """Each radio button with the sentence that stands below it."""
        return list(zip(self["template"], (each.summary for each in TEMPLATES), strict=True))


class CohortForm(PageForm):
    """A dated intake."""

    name = LineField(label=_("What is the cohort called?"), help_text=_("For example: Spring 2027"), max_length=80)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))

    def __init__(self, *args: Any, cohort: Cohort | None = None, **kwargs: Any) -> None:
        if cohort:
            names = ("name", "starts_on", "ends_on")
            kwargs["initial"] = {name: getattr(cohort, name) for name in names}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
            self.add_error("ends_on", _("The last day has to come after the first."))
        return values


class ManagerForm(PageForm):
    """Somebody who shall run the program, by their e-mail address."""

    email = forms.EmailField(
        label=_("E-mail address of the person"), help_text=_("They see this program as you do, and no other one.")
    )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.person = Person.objects.working().filter(email__iexact=email).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody who is at work has this e-mail address."))
        return str(email)


class OrientationPageForm(PageForm):
    """One short page of an orientation."""

    role = forms.ChoiceField(label=_("Who reads this page?"))
    title = LineField(label=_("Title"), max_length=120)
    body = ParagraphsField(
        label=_("Text"), help_text=_("Short paragraphs with an empty line between them."), max_length=8000, rows=12
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = ROLES_OF[ProgramKind(program.kind)]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
