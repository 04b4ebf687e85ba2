"""The fonts of a sealed document. They come with our packages, so that a document looks the same on every machine.

All are under the SIL Open Font License. Noto's CJK fonts draw some characters differently for each language: the
language of the agreement says which comes first.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Family: package, and how its file begins.
FAMILIES = {
    "Source Sans 3": ("fontpkg_source_sans_3", "SourceSans3["),
    "Noto Sans": ("fontpkg_noto_sans", "NotoSans["),
    "Noto Sans Arabic": ("justmytype_intl_rtl", "NotoSansArabic["),
    "Noto Sans Hebrew": ("justmytype_intl_rtl", "NotoSansHebrew["),
    "Noto Sans Devanagari": ("justmytype_intl_south_asia", "NotoSansDevanagari["),
    "Noto Sans Bengali": ("justmytype_intl_south_asia", "NotoSansBengali["),
    "Noto Sans Tamil": ("justmytype_intl_south_asia", "NotoSansTamil["),
    "Noto Sans Telugu": ("justmytype_intl_south_asia", "NotoSansTelugu["),
    "Noto Sans Thai": ("justmytype_intl_sea", "NotoSansThai["),
    "Noto Sans Lao": ("justmytype_intl_sea", "NotoSansLao["),
    "Noto Sans Khmer": ("justmytype_intl_sea", "NotoSansKhmer["),
    "Noto Sans Myanmar": ("justmytype_intl_sea", "NotoSansMyanmar["),
    "Noto Sans JP": ("justmytype_intl_cjk", "NotoSansJP["),
    "Noto Sans KR": ("justmytype_intl_cjk", "NotoSansKR["),
    "Noto Sans SC": ("justmytype_intl_cjk", "NotoSansSC["),
    "Noto Sans TC": ("justmytype_intl_cjk", "NotoSansTC["),
}
HASHES = "Source Code Pro"
HASHES_PACKAGE = "fontpkg_source_code_pro"
FIRST_OF_CJK = {"ko": "Noto Sans KR", "zh": "Noto Sans SC", "zh-hant": "Noto Sans TC", "zh-tw": "Noto Sans TC"}


def families(language: str) -> list[str]:
    """The families in the order in which a character is looked for."""
    first = FIRST_OF_CJK.get(language.lower()) or FIRST_OF_CJK.get(language.lower()[:2])
    names = list(FAMILIES)
    if first:
        names.remove(first)
        names.insert(names.index("Noto Sans JP"), first)
    return names


def folders() -> list[Path]:
    """Where the files of all fonts lie."""
    return [
        _folder(package)
        for package in dict.fromkeys([*(package for package, _start in FAMILIES.values()), HASHES_PACKAGE])
    ]


@cache
def is_shown(character: str) -> bool:
    """True when one of the fonts has a shape for the character. Fonts are looked into one after another, on need."""
    return any(ord(character) in _characters(family) for family in FAMILIES)


@cache
def _characters(family: str) -> Any:
    from fontTools.ttLib import TTFont

    package, start = FAMILIES[family]
    file = next(path for path in _folder(package).rglob("*.ttf") if path.name.startswith(start))
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _folder(package: str) -> Path:
    """The package's folder, without importing it."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(f"The fonts of {package} are not installed: see requirements.lock.")
    return Path(next(iter(found.submodule_search_locations)))
