"""What one party reads of a text that is fixed: everything, or for a sponsor their own parts."""

from agreements.document import content
from agreements.models import AgreementVersion
from agreements.permissions import party_of
from people.models import Person
from program.enums import Role


def text_for(version: AgreementVersion, person: Person) -> content.Content:
    """The fixed text as this party is shown it. A sponsor gets the title and the fingerprint of what is not for them;
    one who was named later gets no more than that of any section.

    The version's agreement is loaded with its parties. Raises CannotOpen when the stored text does not open.
    """
    text = content.load(version.content)
    if not text.names(str(person.pk)):
        return text.titles_only()
    return text.for_sponsor() if reads_own_parts_only(version, person) else text


def shown_hash(version: AgreementVersion, text: content.Content) -> str:
    """The hash of what is on the page, made from exactly that. Texts of the first format are hashed as they are stored.

    It equals the version's own hash, or what is stored is not what was offered.
    """
    return content.digest(version.content) if content.is_first_format(version.content) else text.hash


def reads_own_parts_only(version: AgreementVersion, person: Person) -> bool:
    """Whether this person reads as the sponsor does. Whoever is no party reads no more than that."""
    party = party_of(person, version.agreement)
    return party is None or party.role == Role.SPONSOR


def name_in(version: AgreementVersion, person: Person) -> str:
    """The person's name as it stands in the fixed text, whatever they are called by now; as of today where the text
    does not name them."""
    parties = content.load(version.content).parties if version.content_hash else []
    return next((party.name for party in parties if party.person == str(person.pk)), person.get_full_name())


def is_named_in(version: AgreementVersion, person: Person) -> bool:
    """Whether a fixed text names this person as one of those who sign. A later sponsor does not read earlier texts."""
    if not version.content_hash:
        return False
    return content.load(version.content).names(str(person.pk))
