"""Search over many short texts in memory, forgiving about typos, accents and words that are not finished yet."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

MOST_WORDS = 6
ALIKE = 0.5
"""The share of the asked word's trigrams that a word has to have."""
_NOT_TOO_LONG = 0.25
"""The share of all trigrams of both words: a short word is not found in any long one."""

_WORD = re.compile(r"[^\W_]+(?:[+#.&'’-]+[^\W_]+)*[+#]*")

Places = NDArray[np.int32]


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    """Small letters without accents: people type 'uber' for 'über'."""
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def words_in(text: str) -> frozenset[str]:
    """The different words of a text, plain."""
    return frozenset(map(_plain, _WORD.findall(text)))


class WordIndex:
    """Which places have which words. Filled place by place, then finished; threads may share it from then on."""

    def __init__(self) -> None:
        self.count = 0
        self._found: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, words: frozenset[str]) -> None:
        """The words of the next place."""
        for word in words:
            self._found[word].append(self.count)
        self.count += 1

    def finish(self) -> None:
        """Put everything in order for asking."""
        self._words: Sequence[str] = list(self._found)
        self._places: list[Places] = [np.array(places, dtype=np.int32) for places in self._found.values()]
        self._found.clear()
        trigrams: defaultdict[str, list[int]] = defaultdict(list)
        letters: defaultdict[str, list[int]] = defaultdict(list)
        sizes = []
        for number, word in enumerate(self._words):
            parts = _trigrams(word)
            sizes.append(len(parts))
            for part in parts:
                trigrams[part].append(number)
            letters[_letters(word)].append(number)
        self._trigrams = {part: np.array(found, dtype=np.int32) for part, found in trigrams.items()}
        self._letters = dict(letters)
        self._sizes = np.array(sizes, dtype=np.int32)

    def find(self, text: str) -> NDArray[np.bool_]:
        """Which places have something like every word of this text; the first words count. All for an empty text."""
        found = np.ones(self.count, dtype=bool)
        for asked in list(dict.fromkeys(map(_plain, _WORD.findall(text))))[:MOST_WORDS]:
            has_it = np.zeros(self.count, dtype=bool)
            for number in self._like(asked):
                has_it[self._places[number]] = True
            found &= has_it
        return found

    def _like(self, asked: str) -> set[int]:
        """Words that hold the one asked for, look like it, or have two of its letters the wrong way round."""
        found = {number for number, word in enumerate(self._words) if asked in word}
        found.update(n for n in self._letters.get(_letters(asked), ()) if _is_swapped(asked, self._words[n]))
        parts = _trigrams(asked)
        known = [self._trigrams[part] for part in parts if part in self._trigrams]
        if known and len(asked) > 2:
            shared = np.bincount(np.concatenate(known), minlength=len(self._words))
            either = len(parts) + self._sizes - shared
            found.update(np.flatnonzero((shared >= ALIKE * len(parts)) & (shared >= _NOT_TOO_LONG * either)).tolist())
        return found


def _trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _letters(word: str) -> str:
    return "".join(sorted(word))


def _is_swapped(one: str, other: str) -> bool:
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differ) == 2 and differ[1] == differ[0] + 1
