"""Languages people speak: ISO 639 codes, and the names that files and people use for them."""

from functools import cache

from django.utils.translation import get_language

# code: English name, German name, own name; further names after them. A name means the same code in any of them.
_TABLE = """
af|Afrikaans|Afrikaans|Afrikaans
am|Amharic|Amharisch|አማርኛ
ar|Arabic|Arabisch|العربية
ast|Asturian|Asturisch|asturianu
az|Azerbaijani|Aserbaidschanisch|azərbaycanca
be|Belarusian|Belarussisch|беларуская|Weißrussisch
bg|Bulgarian|Bulgarisch|български
bn|Bengali|Bengalisch|বাংলা|Bangla
br|Breton|Bretonisch|brezhoneg
bs|Bosnian|Bosnisch|bosanski
ca|Catalan|Katalanisch|català
cs|Czech|Tschechisch|čeština
cy|Welsh|Walisisch|Cymraeg
da|Danish|Dänisch|dansk
de|German|Deutsch|Deutsch
el|Greek|Griechisch|Ελληνικά
en|English|Englisch|English
eo|Esperanto|Esperanto|Esperanto
es|Spanish|Spanisch|español|Castilian|castellano
et|Estonian|Estnisch|eesti
eu|Basque|Baskisch|euskara
fa|Persian|Persisch|فارسی|Farsi
fi|Finnish|Finnisch|suomi
fil|Filipino|Filipino|Filipino|Tagalog
fr|French|Französisch|français
fy|Frisian|Friesisch|Frysk
ga|Irish|Irisch|Gaeilge
gd|Scottish Gaelic|Schottisch-Gälisch|Gàidhlig
gl|Galician|Galicisch|galego|Galizisch
gsw|Swiss German|Schweizerdeutsch|Schwiizerdütsch
gu|Gujarati|Gujarati|ગુજરાતી
ha|Hausa|Hausa|Hausa
he|Hebrew|Hebräisch|עברית
hi|Hindi|Hindi|हिन्दी
hr|Croatian|Kroatisch|hrvatski
ht|Haitian Creole|Haitianisch|kreyòl ayisyen
hu|Hungarian|Ungarisch|magyar
hy|Armenian|Armenisch|հայերեն
id|Indonesian|Indonesisch|Bahasa Indonesia
ig|Igbo|Igbo|Igbo
is|Icelandic|Isländisch|íslenska
it|Italian|Italienisch|italiano
ja|Japanese|Japanisch|日本語
ka|Georgian|Georgisch|ქართული
kk|Kazakh|Kasachisch|қазақша
km|Khmer|Khmer|ខ្មែរ
kn|Kannada|Kannada|ಕನ್ನಡ
ko|Korean|Koreanisch|한국어
ku|Kurdish|Kurdisch|Kurdî
ky|Kyrgyz|Kirgisisch|кыргызча
lb|Luxembourgish|Luxemburgisch|Lëtzebuergesch
lo|Lao|Laotisch|ລາວ
lt|Lithuanian|Litauisch|lietuvių
lv|Latvian|Lettisch|latviešu
mg|Malagasy|Madagassisch|Malagasy
mi|Maori|Maori|te reo Māori
mk|Macedonian|Mazedonisch|македонски
ml|Malayalam|Malayalam|മലയാളം
mn|Mongolian|Mongolisch|монгол
mr|Marathi|Marathi|मराठी
ms|Malay|Malaiisch|Bahasa Melayu
mt|Maltese|Maltesisch|Malti
my|Burmese|Birmanisch|မြန်မာ
nb|Norwegian Bokmål|Norwegisch (Bokmål)|bokmål
ne|Nepali|Nepalesisch|नेपाली
nl|Dutch|Niederländisch|Nederlands|Flemish|Flämisch|Vlaams|Holländisch
nn|Norwegian Nynorsk|Norwegisch (Nynorsk)|nynorsk
no|Norwegian|Norwegisch|norsk
or|Odia|Oriya|ଓଡ଼ିଆ
pa|Punjabi|Pandschabi|ਪੰਜਾਬੀ|Panjabi
pl|Polish|Polnisch|polski
ps|Pashto|Paschtu|پښتو
pt|Portuguese|Portugiesisch|português
rm|Romansh|Rätoromanisch|rumantsch
ro|Romanian|Rumänisch|română
ru|Russian|Russisch|русский
rw|Kinyarwanda|Kinyarwanda|Kinyarwanda
sd|Sindhi|Sindhi|سنڌي
si|Sinhala|Singhalesisch|සිංහල
sk|Slovak|Slowakisch|slovenčina
sl|Slovenian|Slowenisch|slovenščina|Slovene
so|Somali|Somali|Soomaali
sq|Albanian|Albanisch|shqip
sr|Serbian|Serbisch|српски|srpski
sv|Swedish|Schwedisch|svenska
sw|Swahili|Suaheli|Kiswahili
ta|Tamil|Tamil|தமிழ்
te|Telugu|Telugu|తెలుగు
tg|Tajik|Tadschikisch|тоҷикӣ
th|Thai|Thailändisch|ไทย|Thai
ti|Tigrinya|Tigrinya|ትግርኛ
tk|Turkmen|Turkmenisch|türkmençe
tr|Turkish|Türkisch|Türkçe
tt|Tatar|Tatarisch|татарча
ug|Uyghur|Uigurisch|ئۇيغۇرچە
uk|Ukrainian|Ukrainisch|українська
ur|Urdu|Urdu|اردو
uz|Uzbek|Usbekisch|oʻzbekcha
vi|Vietnamese|Vietnamesisch|Tiếng Việt
xh|Xhosa|Xhosa|isiXhosa
yi|Yiddish|Jiddisch|ייִדיש
yo|Yoruba|Yoruba|Yorùbá
yue|Cantonese|Kantonesisch|粵語
zh|Chinese|Chinesisch|中文|Mandarin|Mandarin Chinese|Hochchinesisch|普通话
zu|Zulu|Zulu|isiZulu
"""
_LINES = [line.split("|") for line in _TABLE.strip().splitlines()]
_ENGLISH = {code: english for code, english, *_ in _LINES}
_GERMAN = {code: german for code, _, german, *_ in _LINES}
_CODES = {name.casefold(): code for code, *names in _LINES for name in (code, *names)}


def code_of(name: str) -> str | None:
    """The ISO code for a language's English, German or own name, or its code ("en-GB" and "English (UK)" too)."""
    wanted = " ".join(name.casefold().split())
    if found := _CODES.get(wanted):
        return found
    for short in (wanted.split("(")[0].strip(), wanted.replace("_", "-").split("-")[0]):
        if short != wanted and (found := _CODES.get(short)):
            return found
    return None


def name_of(code: str) -> str:
    """The language's name for the reader; an unknown code is its own name."""
    names = _GERMAN if (get_language() or "").startswith("de") else _ENGLISH
    return names.get(code, code)


def names_of(codes: list[str]) -> list[str]:
    """Names for the reader, in the order given."""
    return [name_of(code) for code in codes]


@cache
def codes() -> tuple[str, ...]:
    """Every code known here."""
    return tuple(_ENGLISH)
