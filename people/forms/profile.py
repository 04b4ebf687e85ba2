"""A person's own profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import LineField, PageForm, ParagraphsField
from core.text import single_line
from people.enums import SkillSource, Theme
from people.forms.choices import page_languages, time_zones
from people.importing import values
from people.importing.problems import Wrong
from people.languages import names_of
from people.models import Person


class ProfileForm(PageForm):
    """What a person says about themselves, and how they like their pages."""

    about = ParagraphsField(
        label=gettext_lazy("About me"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("What you do, what you are good at, what people come to you for."),
    )
    languages = LineField(
        label=gettext_lazy("Languages I speak"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Separated by commas. Two people are only matched if they share one."),
    )
    own_skills = ParagraphsField(
        label=gettext_lazy("Skills I add myself"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("One on each line. Skills from HR's list stay beside them."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    language = forms.ChoiceField(label=gettext_lazy("Language of pages and mails"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Appearance"), choices=Theme.choices)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        own = person.person_skills.filter(source=SkillSource.OWN).order_by("skill__name")
        kwargs["initial"] = {
            "about": person.about,
            "languages": ", ".join(names_of(person.languages)),
            "own_skills": "\n".join(own.values_list("skill__name", flat=True)),
            "time_zone": person.time_zone,
            "language": person.language,
            "theme": person.theme,
        }
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = time_zones(person.time_zone)  # type: ignore[attr-defined]
        self.fields["language"].choices = page_languages()  # type: ignore[attr-defined]

    def clean_languages(self) -> list[str]:
        """ISO codes from names in English, German or the language itself."""
        try:
            return values.languages(self.cleaned_data["languages"])
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_own_skills(self) -> list[str]:
        """One skill a line, each once."""
        lines = [single_line(text) for text in self.cleaned_data["own_skills"].splitlines()]
        skills = list({line.casefold(): line for line in reversed(lines) if line}.values())[::-1]
        if any(len(skill) > 80 for skill in skills):
            raise forms.ValidationError(_("A skill has at most 80 characters. Put each on a line of its own."))
        if len(skills) > 40:
            raise forms.ValidationError(_("At most 40 skills: keep those that others could learn from you."))
        return skills
