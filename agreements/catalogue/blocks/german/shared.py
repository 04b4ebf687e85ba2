"""German: blocks whose words fit every agreement, until a kind or a shape has better ones."""

from agreements.catalogue.blocks.words import BlockWords, Words

SHARED: BlockWords = {
    "goals": Words(
        "Persönliche Ziele",
        "Zwei oder drei Ziele genügen. Schreiben Sie sie so, dass beide merken, wann eines erreicht ist, und bis wann.",
        "{seeker} möchte diese Ziele erreichen. Wir sehen sie uns regelmäßig gemeinsam an und ändern sie, wenn sich "
        "das Leben ändert.",
    ),
    "schedule": Words(
        "Terminplan",
        "Wie oft, wie lange, wo, und wer die Themen festlegt. Ihre Treffen entstehen daraus.",
        "Worum es bei einem Treffen gehen soll, sagen wir spätestens einen Tag vorher. Wer nicht kommen kann, sagt es "
        "so früh wie möglich, und wir finden gleich einen neuen Termin.",
    ),
    "cancellation": Words(
        "Späte Absage",
        "Bis wann ein Treffen noch rechtzeitig abgesagt werden kann.",
        "Wer absagen muss, sagt es so früh wie möglich und schlägt einen anderen Termin vor.",
    ),
    "communication": Words(
        "Austausch zwischen den Treffen",
        "Welche Wege Sie nutzen, wie schnell Sie antworten und wann Sie nicht gestört werden wollen.",
        "Kurze Fragen und gute Nachrichten sind jederzeit willkommen. Was mehr als ein paar Zeilen braucht, wartet "
        "bis zum nächsten Treffen.",
    ),
    "ground_rules": Words(
        "Spielregeln",
        "Was es Ihnen leicht macht, offen zu sprechen.",
        "– Wir sind pünktlich, und die Telefone sind weg.\n"
        "– Wir sagen freundlich, was wir denken, und fragen, bevor wir einen Rat geben.\n"
        "– Jede Frage ist willkommen. „Darüber möchte ich nicht sprechen“ ist eine gute Antwort.\n"
        "– Wir halten, was wir zusagen, oder sagen früh, dass es nicht geht.",
    ),
    "confidentiality": Words(
        "Vertraulichkeit und ihre Grenzen",
        "Sie können es anders ausdrücken, aber jede Vereinbarung braucht es. Es steht auch über den Unterschriften.",
        "Was wir einander erzählen, bleibt unter uns. Niemand von uns gibt es weiter, auch nicht an Vorgesetzte oder "
        "an die Programmleitung, außer wenn die andere Seite Ja gesagt hat. Die Programmleitung sieht, dass wir uns "
        "treffen, wann und wie lange: nie, worüber wir sprechen.\n\n"
        "Es gibt Grenzen. Vielleicht muss jemand von uns mit anderen sprechen, wenn das Gesetz oder ein Gericht es "
        "verlangt oder wenn jemand von uns oder ein anderer Mensch in Gefahr ist. Wenn es geht, sagen wir es einander "
        "vorher.",
    ),
    "feedback": Words(
        "Rückmeldung und Zwischenstände",
        "Wie Sie früh merken, ob es noch hilft.",
        "Am Ende jedes Treffens nehmen wir uns zwei Minuten: Was hat geholfen, was soll nächstes Mal anders sein? "
        "Zwischen den Treffen können wir festhalten, wie weit ein Ziel gekommen ist. Zur Halbzeit nehmen wir uns mehr "
        "Zeit und sehen auf die Ziele und darauf, wie wir zusammenarbeiten.",
    ),
    "duration": Words(
        "Dauer",
        "Wie lange es dauert.",
        "Vor dem Ende entscheiden wir gemeinsam, wie wir abschließen und ob eine neue Vereinbarung folgen soll.",
    ),
    "exit": Words(
        "Vorzeitiges Ende, ohne Schuld",
        "Alle müssen ohne Ärger gehen können.",
        "Jede Seite kann jederzeit aufhören, ohne einen Grund zu nennen und ohne Nachteil. Wir sagen es einander "
        "freundlich und führen, wenn es geht, ein letztes Gespräch. Die Programmleitung erfährt nur, dass es zu Ende "
        "ist.",
    ),
    "closure": Words(
        "Abschluss, und was mit den Daten geschieht",
        "Wie Sie gut abschließen und was danach bleibt.",
        "Am Ende blicken wir auf die Ziele zurück, schreiben auf, was wir mitnehmen, und danken einander.\n\n"
        "Was wir auf diesen Seiten geschrieben haben (die Aufzeichnungen unserer Treffen, Ziele, Zwischenstände und "
        "was wir mitnehmen), bleibt verschlüsselt gespeichert. Wir können es auch danach lesen, sonst niemand. "
        "Private Notizen bleiben bei der Person, die sie geschrieben hat. Die unterschriebene und gesiegelte "
        "Vereinbarung können wir alle herunterladen, so viele Jahre, wie das Programm sie aufbewahrt. Der "
        "Programmleitung bleibt, dass wir zusammengearbeitet haben, wann wir uns getroffen haben und wie lange.",
    ),
    "signatures": Words(
        "Unterschriften",
        "Sie können es anders ausdrücken, aber jede Vereinbarung braucht es.",
        "Alle unterschreiben elektronisch, und zwar genau den Text, der gezeigt wird. Die Vereinbarung gilt, sobald "
        "alle unterschrieben haben. Wird vorher etwas geändert, zählen bereits gegebene Unterschriften nicht mehr, "
        "und alle werden noch einmal gefragt. Eine spätere Änderung ist eine neue Fassung, die wieder alle "
        "unterschreiben. Haben alle unterschrieben, siegelt die Organisation das Dokument. So lässt sich später "
        "prüfen, dass es unverändert ist.",
    ),
}
