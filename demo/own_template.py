"""An agreement template of the demo organization's own: shorter than the one that ships, and being improved."""

from datetime import date

from agreements.document import blocks
from agreements.enums import TemplateShape
from agreements.models import AgreementTemplate, TemplateVersion
from agreements.services import composing, template_versions, templates
from demo import words
from demo.moments import at
from demo.simulation import Script
from people.models import Person
from program.models import Cohort, Program

LEFT_OUT = ("learning", "roles", "ground_rules")


def shorter(cohort: Cohort, chosen_on: date, drafted_on: date, by: Person) -> Script:
    """Copied from ours, cut, reworded and used in one program from a day on; later the next version is drafted."""
    yield at(chosen_on, 9, by)
    shipped = AgreementTemplate.objects.get(shipped_key="mentoring")
    own = templates.copy(shipped, words.OWN_TEMPLATE, by=by)
    for version in own.versions.order_by("language"):
        for key in LEFT_OUT:
            composing.remove_block(version, key, by=by)
        if version.language == "en":
            composing.save_heading(version, words.OWN_HEADING, by=by, shown=version.name)
            _word(version, "feedback", words.OWN_FEEDBACK, by)
        version.refresh_from_db()
        template_versions.publish(version, by=by, revision=version.revision)
    templates.choose(Program.objects.get(pk=cohort.program_id), TemplateShape.PAIR, own, by=by)
    yield at(drafted_on, 14, by)
    draft = template_versions.begin_draft(own, "en", by=by)
    _word(draft, "closure", words.OWN_CLOSURE, by)
    title, guidance, body = words.OWN_BLOCK
    composing.add_own_block(draft, blocks.Wording(title, guidance, body), by=by)


def _word(version: TemplateVersion, key: str, body: str, by: Person) -> None:
    version.refresh_from_db()
    section = blocks.find(version.sections, key)
    if section is not None:
        wording = blocks.Wording(section["title"], section["guidance"], body, section["is_for_sponsor"])
        composing.save_block(version, key, wording, by=by, stamp=blocks.stamp(section))
