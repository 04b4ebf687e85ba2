"""German: blocks of coaching, and those that read differently where a sponsor signs as well."""

from agreements.catalogue.blocks.words import BlockWords, Words

COACHING: BlockWords = {
    "parties": Words(
        "Zwischen wem diese Vereinbarung gilt",
        "Sie beide, mit Namen. Wer hier genannt ist, unterschreibt.",
        "Diese Vereinbarung gilt zwischen den beiden hier genannten Personen, im Programm „{program}“.",
    ),
    "purpose": Words(
        "Zweck",
        "Warum Sie das machen, in Ihren eigenen Worten.",
        "Coaching ist eine Partnerschaft zum Nachdenken: {seeker} wählt, worum es in jeder Sitzung geht, findet den "
        "eigenen Weg und entscheidet, was zu tun ist. {guide} hilft mit Fragen, Beobachtungen und einem offenen Ohr.",
    ),
    "learning": Words(
        "Lerninhalte und Gelegenheiten",
        "Worüber Sie lernen wollen und wo es sich üben lässt.",
        "{seeker} sucht sich wirkliche Situationen aus der Arbeit zum Lernen, probiert zwischen den Sitzungen etwas "
        "Neues aus und erzählt, was daraus geworden ist.",
    ),
    "roles": Words(
        "Rollen und Zusagen",
        "Was jede Seite beiträgt.",
        "{seeker} kommt vorbereitet, wählt das Thema, ist offen für Fragen und setzt um, was beschlossen ist.\n\n"
        "{guide} hört zu, beobachtet und fragt, sagt, was auffällt, und hilft, einen Plan zu finden. {guide} weist "
        "nicht an, urteilt nicht und wirkt an keiner Beurteilung der Arbeit von {seeker} mit.",
    ),
    "package": Words(
        "Zahl und Länge der Sitzungen",
        "Wie viele Sitzungen es gibt, wie lange jede dauert und was als eine zählt.",
        "Eine Sitzung, die stattfindet, zählt als eine, auch wenn wir früher fertig sind.",
    ),
    "cancellation": Words(
        "Späte Absage",
        "Bis wann eine Sitzung abgesagt werden kann, ohne dass sie zählt.",
        "Wer absagen muss, sagt es so früh wie möglich und schlägt einen anderen Termin vor.",
    ),
    "assessments": Words(
        "Tests und Fragebögen, und wer sie sieht",
        "Welche Fragebögen oder Tests Sie nutzen, wer die Ergebnisse erklärt und wer sie zu sehen bekommt.",
        "Einen Fragebogen, einen Test oder Rückmeldungen aus dem Kollegium nutzen wir nur, wenn {seeker} vorher "
        "zugestimmt hat und weiß, was das kostet, wer die Ergebnisse auswertet und wo sie aufbewahrt werden. Die "
        "Ergebnisse gehören {seeker}. {guide} sieht sie und bespricht sie mit {seeker}. Sonst sieht sie niemand, "
        "außer {seeker} zeigt sie.",
    ),
    "records": Words(
        "Aufzeichnungen",
        "Wer was aufschreibt, wer es lesen kann und wie lange es aufbewahrt wird.",
        "Nach einer Sitzung gibt es eine gemeinsame Aufzeichnung, die {seeker} und {guide} lesen können. {guide} kann "
        "private Notizen führen, die nur {guide} lesen kann. Beides wird verschlüsselt gespeichert, bleibt auch nach "
        "dem Ende des Coachings für dieselben Personen lesbar und wird sonst niemandem gezeigt. Notizen, die {guide} "
        "anderswo führt, bleiben unter Verschluss und werden spätestens zwölf Monate nach der letzten Sitzung "
        "vernichtet, es sei denn, das Gesetz verlangt eine längere Aufbewahrung.",
    ),
    "ethics": Words(
        "Ethik-Kodex",
        "Nennen Sie einen anderen, wenn der Coach an ihn gebunden ist.",
        "{guide} folgt dem Ethik-Kodex der International Coaching Federation (ICF) und spricht einen "
        "Interessenkonflikt an, sobald er sichtbar wird. Wenn {seeker} meint, dass der Kodex nicht eingehalten wurde, "
        "kann {seeker} das {guide}, der Programmleitung oder der ICF sagen.",
    ),
    "plain_statements": Words(
        "Was Coaching nicht ist",
        "Klare Aussagen zum Schutz aller.",
        "– Coaching ist keine Therapie, keine psychologische Beratung und keine medizinische Behandlung und ersetzt "
        "sie nicht. Meint {guide}, dass eine andere Hilfe {seeker} besser dient, sagt {guide} das.\n"
        "– Gespräche mit einem Coach stehen nicht unter gesetzlicher Schweigepflicht, wie es ärztliche oder "
        "anwaltliche Gespräche tun.\n"
        "– Die Vertraulichkeit hat Grenzen: das Gesetz, die Anordnung eines Gerichts und eine Gefahr für sich selbst "
        "oder andere.\n"
        "– {seeker} entscheidet allein, was zu tun ist, und verantwortet es.",
    ),
    "duration": Words(
        "Dauer",
        "Wie lange es dauert.",
        "Die letzte Sitzung blickt auf die Ziele zurück. Sind die vereinbarten Sitzungen früher genutzt, schließen wir "
        "das Coaching dann ab.",
    ),
}

SPONSORED: BlockWords = {
    "parties": Words(
        "Zwischen wem diese Vereinbarung gilt",
        "Sie alle, mit Namen. Wer hier genannt ist, unterschreibt.",
        "Diese Vereinbarung gilt zwischen den drei hier genannten Personen, im Programm „{program}“. {sponsor} liest "
        "und unterschreibt die eigenen Teile. Die übrigen bleiben zwischen {seeker} und {guide}.",
    ),
    "purpose": Words(
        "Zweck",
        "Warum Sie das machen, in Ihren eigenen Worten, und was die Organisation sich erhofft.",
        "Coaching ist eine Partnerschaft zum Nachdenken: {seeker} wählt, worum es in jeder Sitzung geht, findet den "
        "eigenen Weg und entscheidet, was zu tun ist. {guide} hilft mit Fragen, Beobachtungen und einem offenen Ohr. "
        "{sponsor} unterstützt das Coaching und schafft die Zeit dafür.",
    ),
    "roles": Words(
        "Rollen und Zusagen",
        "Was jede Seite beiträgt.",
        "{seeker} kommt vorbereitet, wählt das Thema, ist offen für Fragen und setzt um, was beschlossen ist.\n\n"
        "{guide} hört zu, beobachtet und fragt, sagt, was auffällt, und hilft, einen Plan zu finden. {guide} weist "
        "nicht an, urteilt nicht und wirkt an keiner Beurteilung der Arbeit von {seeker} mit.\n\n"
        "{sponsor} sagt offen, was die Organisation sich erhofft, gibt {seeker} die Zeit für die Sitzungen, gibt auf "
        "Wunsch Rückmeldung und fragt {guide} nicht nach dem, was gesagt wurde.",
    ),
    "package": Words(
        "Zahl und Länge der Sitzungen",
        "Wie viele Sitzungen es gibt, wie lange jede dauert und was als eine zählt.",
        "Eine Sitzung, die stattfindet, zählt als eine, auch wenn sie früher endet. Ein Gespräch zu dritt zählt nicht.",
    ),
    "confidentiality": Words(
        "Vertraulichkeit und ihre Grenzen",
        "Sie können es anders ausdrücken, aber jede Vereinbarung braucht es. Es steht auch über den Unterschriften.",
        "Was {seeker} und {guide} einander erzählen, bleibt unter ihnen. {guide} gibt nichts weiter: nicht an "
        "{sponsor}, nicht an andere Vorgesetzte, nicht an die Programmleitung. {sponsor} sieht die eigenen Teile "
        "dieser Vereinbarung und was im Abschnitt „Informationen für die Sponsorin oder den Sponsor“ steht. Die "
        "Programmleitung sieht, dass Sitzungen stattfinden, wann und wie lange.\n\n"
        "Es gibt Grenzen. Vielleicht muss {guide} mit anderen sprechen, wenn das Gesetz oder ein Gericht es verlangt "
        "oder wenn {seeker} oder ein anderer Mensch in Gefahr ist. Wenn es geht, sagt {guide} es {seeker} vorher.",
    ),
    "exchange": Words(
        "Informationen für die Sponsorin oder den Sponsor",
        "Nur was Sie hier bejahen, wird je gezeigt.",
        "Bilanzen schreiben {seeker} oder {guide}; {sponsor} erhält sie erst, wenn {seeker} sie freigegeben hat. "
        "Sonst erfährt {sponsor} von niemandem etwas über die Sitzungen, auch nicht auf Nachfrage.",
    ),
    "assessments": Words(
        "Tests und Fragebögen, und wer sie sieht",
        "Welche Fragebögen oder Tests Sie nutzen, wer die Ergebnisse erklärt und wer sie zu sehen bekommt.",
        "Ein Fragebogen, ein Test oder Rückmeldungen aus dem Kollegium werden nur genutzt, wenn {seeker} vorher "
        "zugestimmt hat und weiß, was das kostet, wer die Ergebnisse auswertet und wo sie aufbewahrt werden. Die "
        "Ergebnisse gehören {seeker}. {guide} sieht sie und bespricht sie mit {seeker}. {sponsor} sieht höchstens "
        "eine Zusammenfassung, nur wenn der Abschnitt „Informationen für die Sponsorin oder den Sponsor“ es sagt, und "
        "erst, wenn {seeker} sie freigegeben hat.",
    ),
    "closure": Words(
        "Abschluss, und was mit den Daten geschieht",
        "Wie Sie gut abschließen und was danach bleibt.",
        "Am Ende blicken {seeker} und {guide} auf die Ziele zurück und schreiben auf, was sie mitnehmen.\n\n"
        "Was sie auf diesen Seiten geschrieben haben (die Aufzeichnungen der Sitzungen, Ziele, Zwischenstände und was "
        "sie mitnehmen), bleibt verschlüsselt gespeichert. Sie können es auch danach lesen; {sponsor} sieht nur, was "
        "freigegeben wurde. Private Notizen bleiben bei der Person, die sie geschrieben hat. Die unterschriebene und "
        "gesiegelte Vereinbarung lässt sich herunterladen, so viele Jahre, wie das Programm sie aufbewahrt: ganz von "
        "{seeker} und {guide}, in den eigenen Teilen von {sponsor}. Der Programmleitung bleibt, dass die drei "
        "zusammengearbeitet haben, wann Sitzungen stattfanden und wie lange.",
    ),
}
