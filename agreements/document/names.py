"""Whether a typed name is the person's name: case, accents and spaces do not matter."""

import unicodedata

# Letters that are not a plain letter with an accent.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def same_name(typed: str, name: str) -> bool:
    """True when the two read as one name."""
    return bool(_bare(typed)) and _bare(typed) == _bare(name)


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.translate(_PLAIN).replace("-", " ").replace("’", "'").split())
