"""Die deutschen Vorlagen (the German templates): {key: (title, guidance, body)}."""

from agreements.catalogue.phrases import Phrases

NAMES = {
    "mentoring": "Mentoring-Vereinbarung",
    "coaching": "Coaching-Vereinbarung",
    "coaching_with_sponsor": "Coaching-Vereinbarung mit Sponsor",
}

PHRASES = Phrases(
    months=("{n} Monat", "{n} Monate"),
    weekly=("jede Woche", "alle {n} Wochen"),
    minutes=("{n} Minute", "{n} Minuten"),
    hours=("{n} Stunde", "{n} Stunden"),
    package=("{n} Sitzung", "{n} Sitzungen"),
    no_package="die im Terminplan vereinbarten Sitzungen",
    schedule="Wir treffen uns {interval} am {weekday} um {time} Uhr ({zone}), jeweils {minutes}. "
    "Das erste Treffen ist am {date}.",
    place="Ort: {place}",
    measure="Wir erkennen, dass es erreicht ist, daran: {measure}",
    by_date="Bis {date}",
    date_format="l, j. F Y",
    sponsor_sees="Die Sponsorin oder der Sponsor sieht: {what}.",
    sponsor_sees_not="Die Sponsorin oder der Sponsor sieht nicht: {what}.",
    exchange={
        "attendance": "wie viele Sitzungen stattgefunden haben",
        "goals": "die vereinbarten Ziele",
        "midpoint": "eine Zwischenbilanz, die die Klientin oder der Klient freigegeben hat",
        "closing": "eine Abschlussbilanz, die die Klientin oder der Klient freigegeben hat",
        "assessment": "eine Zusammenfassung eingesetzter Tests und Fragebögen, die die Klientin oder der Klient "
        "freigegeben hat",
    },
    roles={"mentor": "Mentor/in", "mentee": "Mentee", "coach": "Coach", "client": "Klient/in", "sponsor": "Sponsor/in"},
    party="{name} ({role})",
    agenda=(
        "{who} bestimmt, worum es bei einem Treffen geht.",
        "{who} bestimmen gemeinsam, worum es bei einem Treffen geht.",
    ),
    agenda_together="Wir bestimmen gemeinsam, worum es bei einem Treffen geht.",
    agenda_names={
        "seeker": "Mentee oder Klient/in",
        "guide": "Mentor/in oder Coach",
        "both": "alle, die sich treffen",
    },
    channels_used="Zwischen den Treffen halten wir Kontakt über: {what}.",
    channels={
        "mail": "E-Mail",
        "chat": "Chat",
        "phone": "Telefon",
        "video": "Videoanruf",
        "in_person": "persönliches Gespräch",
    },
    answer=("Wir antworten innerhalb von {n} Arbeitstag.", "Wir antworten innerhalb von {n} Arbeitstagen."),
    answer_days=("Antwort innerhalb von {n} Arbeitstag", "Antwort innerhalb von {n} Arbeitstagen"),
    quiet="Wann wir lieber nicht gestört werden: {quiet}",
    lasts_months="Diese Partnerschaft dauert {months}, gezählt ab dem Tag der letzten Unterschrift.",
    lasts_until="Diese Partnerschaft dauert bis {date}; dieser Tag gehört noch dazu.",
    until="bis {date}",
    package_agreed=(
        "Das Paket umfasst {n} Sitzung von {minutes}.",
        "Das Paket umfasst {n} Sitzungen von je {minutes}.",
    ),
    package_open="Die Zahl der Sitzungen ist nicht festgelegt. Jede dauert {minutes}.",
    no_number="keine feste Zahl von Sitzungen",
    late_coaching="Eine Sitzung, die von {seeker} weniger als {hours} vor Beginn abgesagt wird, zählt als genutzt. "
    "Eine, die von {guide} abgesagt wird, zählt nie.",
    late_coaching_never="Eine Sitzung, die vor Beginn abgesagt wird, zählt nie als genutzt, gleich wer sie absagt.",
    late_mentoring="Ein Treffen, das weniger als {hours} vor Beginn abgesagt wird, erscheint als spät abgesagt. "
    "Weitere Folgen hat das nicht.",
    late_mentoring_never="Ein Treffen kann bis zum Beginn abgesagt werden. Es erscheint nie als spät abgesagt.",
    seeker="der Klientin oder dem Klienten",
    guide="dem Coach",
    and_="und",
    or_="oder",
    facts={
        "first_on": "Erstes Treffen",
        "zone": "Zeitzone",
        "place": "Ort",
        "agenda_by": "Themen",
        "channels": "Wege",
        "quiet": "Nicht stören",
        "sees": "Die Sponsorin oder der Sponsor sieht",
        "hours": "Spät ist weniger als",
    },
    not_agreed="nicht vereinbart",
    now_also="jetzt auch {what}",
    no_longer="nicht mehr {what}",
)

SECTIONS: dict[str, tuple[str, str, str]] = {
    "purpose": (
        "Zweck",
        "Warum ihr das macht, in euren eigenen Worten. Ein oder zwei Sätze genügen.",
        "{seeker} und {guide} beginnen eine Mentoring-Partnerschaft im Programm „{program}“. Sie lernen gemeinsam: "
        "{seeker} bringt die Fragen mit und gibt die Richtung vor; {guide} hört zu, teilt Erfahrung und Wissen "
        "über die "
        "Organisation und öffnet Türen. Beide wollen dabei lernen.",
    ),
    "coaching_purpose": (
        "Zweck",
        "Warum ihr das macht, in euren eigenen Worten.",
        "{seeker} und {guide} arbeiten im Coaching-Programm „{program}“ zusammen. Coaching ist eine Partnerschaft zum "
        "Nachdenken: {seeker} wählt, worum es in jeder Sitzung geht, findet den eigenen Weg und entscheidet, "
        "was zu tun ist.",
    ),
    "sponsored_purpose": (
        "Zweck",
        "Warum ihr das macht, in euren eigenen Worten, und was die Organisation sich erhofft.",
        "{seeker} und {guide} arbeiten im Coaching-Programm „{program}“ zusammen; {sponsor} unterstützt sie "
        "dabei. Coaching "
        "ist eine Partnerschaft zum Nachdenken: {seeker} wählt, worum es in jeder Sitzung geht, findet den "
        "eigenen Weg und "
        "entscheidet, was zu tun ist. {sponsor} trägt die Ziele mit und schafft die Zeit dafür.",
    ),
    "goals": (
        "Persönliche Ziele",
        "Zwei oder drei Ziele genügen. Schreibt sie so, dass ihr beide merkt, wann eines erreicht ist.",
        "{seeker} möchte diese Ziele erreichen. Wir sehen sie uns regelmäßig gemeinsam an und ändern sie, wenn "
        "sich das "
        "Leben ändert.",
    ),
    "learning": (
        "Lerninhalte und Gelegenheiten",
        "Worüber ihr lernen wollt und auf welchen Wegen.",
        "Wir lernen nicht nur im Gespräch:\n"
        "– Gespräche über wirkliche Situationen, vorher und nachher\n"
        "– Bekanntmachen mit zwei oder drei Menschen, die man kennen sollte\n"
        "– über die Schulter schauen: eine Besprechung, ein Projekt oder ein Arbeitstag von {guide}\n"
        "– etwas zum Lesen, Ausprobieren oder Üben bis zum nächsten Treffen",
    ),
    "roles": (
        "Rollen und Zusagen",
        "Was jede Seite beiträgt.",
        "{seeker} kommt vorbereitet, wählt das Thema, ist offen für Fragen und setzt um, was beschlossen ist.\n\n"
        "{guide} hört zu, beobachtet und fragt, sagt, was auffällt, und hilft, einen Plan zu finden. {guide} "
        "weist nicht an, "
        "urteilt nicht und wirkt an keiner Beurteilung der Arbeit von {seeker} mit.",
    ),
    "sponsored_roles": (
        "Rollen und Zusagen",
        "Was jede Seite beiträgt.",
        "{seeker} kommt vorbereitet, wählt das Thema, ist offen für Fragen und setzt um, was beschlossen ist.\n\n"
        "{guide} hört zu, beobachtet und fragt, sagt, was auffällt, und hilft, einen Plan zu finden. {guide} "
        "weist nicht an, "
        "urteilt nicht und wirkt an keiner Beurteilung der Arbeit von {seeker} mit.\n\n"
        "{sponsor} sagt offen, was die Organisation sich erhofft, gibt {seeker} die Zeit für die Sitzungen, "
        "gibt auf Wunsch "
        "Rückmeldung und fragt den Coach nicht nach dem, was gesagt wurde.",
    ),
    "schedule": (
        "Terminplan",
        "Wie oft, wann und wo ihr euch trefft. Eure Treffen entstehen daraus.",
        "{seeker} sagt einen Tag vor jedem Treffen, worum es gehen soll. Wer nicht kommen kann, sagt es so früh "
        "wie möglich, "
        "und wir finden gleich einen neuen Termin.",
    ),
    "package": (
        "Sitzungen und späte Absagen",
        "Wie viele Sitzungen es gibt und was als eine zählt.",
        "Das Coaching umfasst {package} von je {minutes} und dauert {duration}. Eine Sitzung, die {seeker} "
        "weniger als {late} vor Beginn absagt oder versäumt, gilt als genutzt. Sagt {guide} ab, zählt sie nie.",
    ),
    "communication": (
        "Austausch zwischen den Treffen",
        "Welche Wege ihr nutzt, wie schnell ihr antwortet und wann ihr nicht gestört werden wollt.",
        "Zwischen den Treffen schreiben wir uns kurz per E-Mail oder Chat und antworten innerhalb von drei "
        "Arbeitstagen. "
        "Wenn es eilt, rufen wir an. Abende, Wochenenden und freie Tage bleiben frei.",
    ),
    "ground_rules": (
        "Spielregeln",
        "Was es euch leicht macht, offen zu sprechen.",
        "– Wir sind pünktlich, und die Telefone sind weg.\n"
        "– Wir sagen freundlich, was wir denken, und fragen, bevor wir einen Rat geben.\n"
        "– Jede Frage ist willkommen. „Darüber möchte ich nicht sprechen“ ist eine gute Antwort.\n"
        "– Wir halten, was wir zusagen, oder sagen früh, dass es nicht geht.",
    ),
    "confidentiality": (
        "Vertraulichkeit und ihre Grenzen",
        "Ihr könnt es anders ausdrücken, aber jede Vereinbarung braucht es.",
        "Was wir einander erzählen, bleibt unter uns. Niemand von uns gibt es weiter, auch nicht an Vorgesetzte "
        "oder an die "
        "Programmleitung, außer die andere Seite hat ja gesagt. Diese sehen, dass wir uns treffen, wann und wie "
        "lange: nie, "
        "worüber wir sprechen.\n\n"
        "Es gibt Grenzen. Wir müssen vielleicht mit anderen sprechen, wenn das Gesetz oder ein Gericht es "
        "verlangt oder wenn "
        "jemand in Gefahr ist. Wenn es geht, sagen wir es einander vorher.",
    ),
    "sponsored_confidentiality": (
        "Vertraulichkeit und ihre Grenzen",
        "Ihr könnt es anders ausdrücken, aber jede Vereinbarung braucht es.",
        "Was {seeker} und {guide} einander erzählen, bleibt unter ihnen. {guide} gibt nichts weiter: nicht an "
        "{sponsor}, nicht "
        "an andere Vorgesetzte, nicht an die Programmleitung. {sponsor} sieht nur, was im Abschnitt "
        "„Informationen für die "
        "Sponsorin oder den Sponsor“ steht. Die Programmleitung sieht, dass Sitzungen stattfinden, wann und wie "
        "lange.\n\n"
        "Es gibt Grenzen. {guide} muss vielleicht mit anderen sprechen, wenn das Gesetz oder ein Gericht es "
        "verlangt oder wenn "
        "jemand in Gefahr ist. Wenn es geht, sagt {guide} es {seeker} vorher.",
    ),
    "exchange": (
        "Informationen für die Sponsorin oder den Sponsor",
        "Nur was ihr hier bejaht, wird je gezeigt.",
        "Bilanzen schreiben {seeker} oder {guide}; {sponsor} erhält sie erst, wenn {seeker} sie freigegeben hat.",
    ),
    "plain_statements": (
        "Was Coaching nicht ist",
        "Klare Aussagen, die euch alle schützen.",
        "– Coaching ist keine Therapie, keine Beratung im Sinne einer Heilbehandlung und ersetzt sie nicht. "
        "Meint {guide}, "
        "dass andere Hilfe {seeker} besser dient, sagt {guide} das.\n"
        "– Gespräche mit einem Coach sind gesetzlich nicht so geschützt wie die mit Ärztinnen, Ärzten oder "
        "Rechtsanwältinnen und Rechtsanwälten.\n"
        "– {seeker} entscheidet allein, was zu tun ist, und verantwortet es.",
    ),
    "records": (
        "Aufzeichnungen",
        "Wer was aufschreibt, wer es lesen kann und wie lange es aufbewahrt wird.",
        "Nach einer Sitzung gibt es eine gemeinsame Aufzeichnung, die {seeker} und {guide} lesen können. "
        "{guide} kann private "
        "Notizen führen, die nur {guide} lesen kann. Beides wird verschlüsselt gespeichert und sonst niemandem "
        "gezeigt.",
    ),
    "ethics": (
        "Ethik-Kodex",
        "Nennt einen anderen, wenn der Coach an ihn gebunden ist.",
        "{guide} folgt dem Ethik-Kodex der International Coaching Federation (ICF) und sagt den anderen sofort, "
        "wenn ein "
        "Interessenkonflikt sichtbar wird.",
    ),
    "feedback": (
        "Rückmeldung",
        "Wie ihr früh merkt, ob es noch hilft.",
        "Am Ende jedes Treffens nehmen wir uns zwei Minuten: Was hat geholfen, was soll nächstes Mal anders "
        "sein? Zur Halbzeit "
        "sehen wir auf die Ziele und darauf, wie wir zusammenarbeiten.",
    ),
    "duration": (
        "Dauer",
        "Wie lange es dauert.",
        "Diese Partnerschaft dauert {duration} ab dem Tag, an dem die letzte Unterschrift gegeben ist. Bevor "
        "sie endet, "
        "entscheiden wir gemeinsam, wie wir sie abschließen.",
    ),
    "coaching_duration": (
        "Dauer",
        "Wie lange es dauert.",
        "Das Coaching dauert {duration} ab dem Tag, an dem die letzte Unterschrift gegeben ist, oder bis die "
        "Sitzungen genutzt "
        "sind. Die letzte Sitzung blickt auf die Ziele zurück.",
    ),
    "exit": (
        "Vorzeitiges Ende, ohne Schuld",
        "Alle müssen ohne Ärger gehen können.",
        "Jede Seite kann jederzeit aufhören, ohne Grund und ohne Nachteil. Wir sagen es einander freundlich und "
        "führen, wenn "
        "es geht, ein letztes Gespräch. Die Programmleitung erfährt nur, dass es zu Ende ist.",
    ),
    "closure": (
        "Abschluss und was mit den Aufzeichnungen geschieht",
        "Wie ihr gut abschließt.",
        "Am Ende blicken wir auf die Ziele zurück, sagen, was wir mitnehmen, und danken einander. Was wir "
        "geschrieben haben, "
        "bleibt für uns lesbar, solange es die Regeln des Programms erlauben, und für niemanden sonst.",
    ),
}
