"""Die deutschen Wörter (the German words) that go into the text of an agreement beside its blocks."""

from agreements.catalogue.phrases import Phrases

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
