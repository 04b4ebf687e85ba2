"""The words of a sealed document, in every language it exists in. Data only; they are part of what is sealed."""

from agreements.sealing.document import Words

ENGLISH = Words(
    version="Version {n}",
    page="Page {n} of {all}",
    program="Program",
    in_force_since="In force since",
    between="Between",
    fingerprint="Fingerprint of the text",
    withheld="This section stays between coach and client, so its words are not in this copy. The fingerprint shows "
    "that they are still the ones that were signed.",
    certificate="How this agreement was signed",
    claim="Each person below signed electronically, on exactly the text with this fingerprint. This is a simple "
    "electronic signature with an audit trail. The seal on this file was made by {organization}; it shows whether "
    "anything in the file was changed after it was sealed. It does not replace a handwritten signature where the law "
    "asks for one.",
    typed_name="Typed name",
    signed_by="Signed by",
    signed_at="Time (UTC)",
    signed_local="Local time",
    address="Network address",
    browser="Browser",
    sign_in="Signed in",
    statements="Confirmed",
    statements_version="Wording of the boxes",
    language="Language shown",
    content_hash="Fingerprint shown",
    events="What happened, in order",
    events_intro="The fingerprint of each event is made from the event and from the fingerprint before it, so none can "
    "be changed, added or left out later.",
    when="When (UTC)",
    who="Who",
    what="What, and its fingerprint",
    hash="Fingerprint",
    check="How to check this file",
    check_page="Give the file to the page {address}. It needs no sign-in, keeps nothing, and says whether the file is "
    "unchanged.",
    check_command="Without a network: manage.py verify_agreement FILE.pdf, with the certificate of the organization.",
    check_reader="A PDF reader that shows signatures says the same. It may add that it does not know the certificate: "
    "{organization} made it itself.",
    reason="Agreement {agreement}, version {n}: sealed when everybody had signed. No change is permitted.",
)

GERMAN = Words(
    version="Fassung {n}",
    page="Seite {n} von {all}",
    program="Programm",
    in_force_since="In Kraft seit",
    between="Zwischen",
    fingerprint="Fingerabdruck des Textes",
    withheld="Dieser Abschnitt bleibt zwischen Coach und Klientin oder Klient, deshalb stehen seine Worte nicht in "
    "dieser Ausfertigung. Der Fingerabdruck zeigt, dass es noch die unterschriebenen sind.",
    certificate="Wie diese Vereinbarung unterschrieben wurde",
    claim="Jede unten genannte Person hat elektronisch unterschrieben, und zwar genau den Text mit diesem "
    "Fingerabdruck. Das ist eine einfache elektronische Signatur mit Nachweis des Ablaufs. Das Siegel dieser Datei "
    "stammt von {organization}; es zeigt, ob nach dem Siegeln etwas an der Datei verändert wurde. Wo das Gesetz eine "
    "handschriftliche Unterschrift verlangt, ersetzt es sie nicht.",
    typed_name="Eingegebener Name",
    signed_by="Unterschrieben von",
    signed_at="Zeit (UTC)",
    signed_local="Ortszeit",
    address="Netzwerkadresse",
    browser="Browser",
    sign_in="Angemeldet",
    statements="Bestätigt",
    statements_version="Wortlaut der Kästchen",
    language="Gezeigte Sprache",
    content_hash="Gezeigter Fingerabdruck",
    events="Was geschah, der Reihe nach",
    events_intro="Der Fingerabdruck jedes Ereignisses entsteht aus dem Ereignis und dem Fingerabdruck davor. So lässt "
    "sich später keines ändern, hinzufügen oder weglassen.",
    when="Wann (UTC)",
    who="Wer",
    what="Was, und sein Fingerabdruck",
    hash="Fingerabdruck",
    check="So lässt sich diese Datei prüfen",
    check_page="Diese Datei auf der Seite {address} prüfen lassen. Die Seite verlangt keine Anmeldung, behält nichts "
    "und sagt, ob die Datei unverändert ist.",
    check_command="Ohne Netz: manage.py verify_agreement DATEI.pdf, mit dem Zertifikat der Organisation.",
    check_reader="Ein PDF-Programm, das Signaturen anzeigt, sagt dasselbe. Vielleicht fügt es hinzu, dass es das "
    "Zertifikat nicht kennt: {organization} hat es selbst erstellt.",
    reason="Vereinbarung {agreement}, Fassung {n}: gesiegelt, als alle unterschrieben hatten. Änderungen sind nicht "
    "erlaubt.",
)

LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def words(language: str) -> Words:
    """The words of a language; English when there are none."""
    return LANGUAGES.get(language, ENGLISH)
