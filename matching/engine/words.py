"""Words of a free text, reduced so that 'mentors' meets 'mentor' and 'Führung' stays itself."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

_SILENT_WORDS = """
a about after again all also am an and any are as at be because been before being both but by can could did do
does doing each few for from further get getting give given good great had has have having he help her here his
how i if in into is it its just know learn learning let like lot make making many me more most my need new no nor
not now of off on once one only or other our out over own people person please really same she should so some
such than that the their them then there these they thing things this those through to too toward towards under
until up us use using very want was way we were what when where which while who why will wish with within work
working would year years you your better become improve understand able
aber alle allem allen aller alles als also am an andere auch auf aus bei beim bin bis bist da damit dann das dass
dein dem den der des die dies diese dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas
euch euer für gegen gerne gut habe haben hat hatte hier ich ihm ihn ihr ihre im in ist ja jede jeder jedes jetzt
kann kein keine können lernen mehr mein meine meinem meinen meiner mich mir mit möchte muss müssen nach nicht noch
nun nur ob oder ohne sehr sein seine sich sie sind so soll über um und uns unser unter viel vom von vor war was
weil welche wenn wer werden wie wieder will wir wird wo wollen zu zum zur zwischen arbeit arbeiten jahre jahren
"""

STOP_WORDS = frozenset(_SILENT_WORDS.split())

_ENDINGS = ("ungen", "ments", "ings", "ung", "ment", "ing", "ers", "en", "er", "ed", "es", "s", "e", "n")


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something, in small letters and without their common endings."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return frozenset(_stem(word) for word in _WORD.findall(folded) if len(word) > 2 and word not in STOP_WORDS)


@lru_cache(maxsize=65536)
def most_specific(words: frozenset[str], count: int) -> tuple[str, ...]:
    """The longest words, which say most; among equals the alphabet decides."""
    return tuple(sorted(words, key=lambda word: (-len(word), word))[:count])


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
