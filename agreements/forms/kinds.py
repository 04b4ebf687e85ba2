"""Which form writes which kind of section."""

from collections.abc import Mapping
from typing import Any

from agreements.enums import SectionKind
from agreements.forms.schedule import ScheduleForm
from agreements.forms.section import TextForm
from agreements.forms.terms import CancellationForm, CommunicationForm, DurationForm, ExchangeForm, PackageForm
from agreements.models import AgreementSection
from people.models import Person

# Every other kind has words only.
FORMS: Mapping[str, type[TextForm]] = {
    SectionKind.SCHEDULE: ScheduleForm,
    SectionKind.COMMUNICATION: CommunicationForm,
    SectionKind.DURATION: DurationForm,
    SectionKind.PACKAGE: PackageForm,
    SectionKind.CANCELLATION: CancellationForm,
    SectionKind.EXCHANGE: ExchangeForm,
}


def form_for(section: AgreementSection, reader: Person, data: Any = None) -> TextForm:
    """The form for this kind of section. Its version is joined to the agreement, with parties and partnership."""
    return FORMS.get(section.kind, TextForm)(data, section=section, reader=reader)
