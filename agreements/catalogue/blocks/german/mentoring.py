"""German: blocks of mentoring, and those that read differently for a group."""

from agreements.catalogue.blocks.words import BlockWords, Words

MENTORING: BlockWords = {
    "parties": Words(
        "Zwischen wem diese Vereinbarung gilt",
        "Sie beide, mit Namen. Wer hier genannt ist, unterschreibt.",
        "Diese Vereinbarung gilt zwischen den beiden hier genannten Personen, im Programm „{program}“.",
    ),
    "purpose": Words(
        "Zweck",
        "Warum Sie das machen, in Ihren eigenen Worten. Ein oder zwei Sätze genügen.",
        "Wir lernen gemeinsam: {seeker} bringt die Fragen mit und gibt die Richtung vor; {guide} hört zu, teilt "
        "Erfahrung und Wissen über die Organisation und öffnet Türen. Beide wollen dabei lernen.",
    ),
    "learning": Words(
        "Lerninhalte und Gelegenheiten",
        "Worüber Sie lernen wollen und auf welchen Wegen.",
        "Wir lernen auf vielen Wegen:\n"
        "– Gespräche über wirkliche Situationen, vorher und nachher\n"
        "– zwei oder drei Menschen kennenlernen, die man kennen sollte\n"
        "– über die Schulter schauen: eine Besprechung, ein Projekt oder ein Arbeitstag von {guide}\n"
        "– etwas zum Lesen, Ausprobieren oder Üben bis zum nächsten Treffen",
    ),
    "roles": Words(
        "Rollen und Zusagen",
        "Was jede Seite beiträgt.",
        "{seeker} bereitet die Treffen vor, fragt offen, probiert etwas aus und erzählt, was daraus geworden ist.\n\n"
        "{guide} nimmt sich Zeit, hört zu, bevor ein Rat kommt, spricht über Misserfolge ebenso wie über Erfolge und "
        "entscheidet nichts an der Stelle von {seeker}. An einer Beurteilung der Arbeit von {seeker} wirkt {guide} "
        "nicht mit.",
    ),
}

GROUP: BlockWords = {
    "parties": Words(
        "Zwischen wem diese Vereinbarung gilt",
        "Sie alle, mit Namen. Wer hier genannt ist, unterschreibt.",
        "Diese Vereinbarung gilt zwischen allen hier genannten Personen, im Programm „{program}“.",
    ),
    "purpose": Words(
        "Zweck",
        "Warum Sie das als Gruppe machen, in Ihren eigenen Worten. Ein oder zwei Sätze genügen.",
        "Wir lernen gemeinsam als Gruppe. {seeker} bringen die Fragen mit und lernen voneinander ebenso viel wie im "
        "Gespräch mit {guide}. {guide} leitet das Gespräch, teilt Erfahrung und Wissen über die Organisation und "
        "öffnet Türen. Alle wollen dabei lernen.",
    ),
    "goals": Words(
        "Persönliche Ziele",
        "Alle Mentees haben ein oder zwei Ziele. Schreiben Sie den Namen davor, damit klar ist, wessen Ziel es ist.",
        "{seeker} haben jeweils eigene Ziele. Wir sehen sie uns regelmäßig gemeinsam an, helfen einander dabei und "
        "vergleichen niemanden mit anderen. Wir ändern sie, wenn sich das Leben ändert.",
    ),
    "learning": Words(
        "Lerninhalte und Gelegenheiten",
        "Welche Themen Sie gemeinsam haben und auf welchen Wegen Sie lernen.",
        "Wir lernen auf vielen Wegen:\n"
        "– jedes Mal bringt jemand eine wirkliche Situation mit, die anderen fragen und beraten\n"
        "– Gäste, die ein Thema besser kennen als wir\n"
        "– einander über die Schulter schauen: eine Besprechung, ein Projekt oder ein Arbeitstag\n"
        "– etwas zum Lesen, Ausprobieren oder Üben bis zum nächsten Treffen, allein oder zu zweit",
    ),
    "roles": Words(
        "Rollen und Zusagen",
        "Was jede Seite beiträgt.",
        "{seeker} kommen vorbereitet, bringen abwechselnd ein Thema mit, hören einander zu und erzählen, was daraus "
        "geworden ist.\n\n"
        "{guide} sorgt dafür, dass alle zu Wort kommen, hört zu, bevor ein Rat kommt, und wirkt an keiner Beurteilung "
        "der Arbeit der Mentees mit.",
    ),
    "ground_rules": Words(
        "Spielregeln",
        "Was es Ihnen allen leicht macht, voreinander offen zu sprechen.",
        "– Wir sind pünktlich, und die Telefone sind weg. Wer nicht kommen kann, sagt es allen.\n"
        "– Es spricht immer nur eine Person, und alle bekommen Zeit.\n"
        "– Wir sagen freundlich, was wir denken, und fragen, bevor wir einen Rat geben.\n"
        "– „Darüber möchte ich nicht sprechen“ ist eine gute Antwort, und niemand fragt, warum.",
    ),
    "confidentiality": Words(
        "Vertraulichkeit und ihre Grenzen",
        "Sie können es anders ausdrücken, aber jede Vereinbarung braucht es. Es steht auch über den Unterschriften.",
        "Was in der Gruppe gesagt wird, bleibt in der Gruppe. Niemand von uns gibt weiter, was jemand erzählt hat, "
        "auch nicht an Vorgesetzte oder an die Programmleitung, außer wenn diese Person Ja gesagt hat. Was wir für uns "
        "selbst lernen, dürfen wir nutzen und weitergeben, ohne Namen. Die Programmleitung sieht, dass wir uns "
        "treffen, wann und wie lange: nie, worüber wir sprechen.\n\n"
        "Es gibt Grenzen. Vielleicht muss jemand von uns mit anderen sprechen, wenn das Gesetz oder ein Gericht es "
        "verlangt oder wenn jemand von uns oder ein anderer Mensch in Gefahr ist. Wenn es geht, erfährt es die Gruppe "
        "vorher.",
    ),
    "exit": Words(
        "Vorzeitiges Ende, ohne Schuld",
        "Alle müssen ohne Ärger gehen können.",
        "Wir alle können jederzeit gehen, ohne einen Grund zu nennen und ohne Nachteil. Wir sagen es den anderen "
        "freundlich und kommen, wenn es geht, zu einem letzten Treffen. Diese Vereinbarung endet, wenn jemand geht; "
        "wer weitermachen möchte, kann eine neue beginnen. Die Programmleitung erfährt nur, dass es zu Ende ist.",
    ),
}
