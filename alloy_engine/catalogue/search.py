"""Finding a movement by what somebody typed: exact, then prefix, then alike word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alloy_engine.domain.movement import Movement

# Below this a label's words merely share some letters with what was typed.
ALIKE = 0.5
# A word typed in full counts 1; its beginning, its letters in the wrong order, or all but one of them nearly as much.
_BEGINNING, _SHUFFLED, _ONE_SHORT = 0.9, 0.85, 0.8

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_EXACT, _PREFIX, _SIMILAR = range(3)

Rank = tuple[int, float, int]


@dataclass(frozen=True, slots=True)
class _Label:
    """One way to call a movement (id, name or alias). joined: without blanks, so "chinup" finds "Chin-Up"."""

    row: int
    words: tuple[str, ...]
    joined: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word and what it is compared by."""

    text: str
    letters: tuple[str, ...]
    trigrams: frozenset[str]


class SearchIndex:
    """All labels of all movements, prepared once; looking something up changes nothing.

    Words that are alike at all share a trigram, so only those are compared; places: in which labels a word stands.
    """

    __slots__ = ("_labels", "_places", "_sharing")

    def __init__(self, movements: Sequence[Movement]) -> None:
        self._labels = tuple(
            _Label(row, tuple(text.split()), text.replace(" ", ""))
            for row, movement in enumerate(movements)
            for text in dict.fromkeys(normalise(label) for label in (movement.name, *movement.aliases, movement.id))
        )
        self._places: dict[str, list[int]] = {}
        for place, label in enumerate(self._labels):
            for text in label.words:
                self._places.setdefault(text, []).append(place)
        self._sharing: dict[str, list[_Word]] = {}
        for word in map(_word, self._places):
            for trigram in word.trigrams:
                self._sharing.setdefault(trigram, []).append(word)

    def find(self, text: str, limit: int) -> tuple[int, ...]:
        """Rows of the matches, best first, at most `limit`; equal matches in row order."""
        ranked = self._ranked(text)
        return tuple(row for row in ranked if ranked[row][0] < _SIMILAR or -ranked[row][1] >= ALIKE)[:limit]

    def nearest(self, text: str, limit: int) -> tuple[int, ...]:
        """Like `find`, but filled up to `limit` with what is hardly alike."""
        return tuple(self._ranked(text))[:limit]

    def _ranked(self, text: str) -> Mapping[int, Rank]:
        """Row → rank (smaller is better), best first; nothing for an empty text."""
        wanted = normalise(text)
        if not wanted:
            return {}
        joined = wanted.replace(" ", "")
        likeness = self._likeness(tuple(dict.fromkeys(wanted.split())))
        best: dict[int, Rank] = {}
        for place, label in enumerate(self._labels):
            rank = _rank(joined, likeness.get(place, 0.0), label)
            if label.row not in best or rank < best[label.row]:
                best[label.row] = rank
        return {row: best[row] for row in sorted(best, key=lambda row: (best[row], row))}

    def _likeness(self, wanted: Sequence[str]) -> Mapping[int, float]:
        """How much each label is like the typed words, 0..1: every word counts as the label's word most like it. Labels
        unlike all of them are left out."""
        total: dict[int, float] = {}
        for text in wanted:
            most: dict[int, float] = {}
            for word, score in self._scores(text).items():
                for place in self._places[word]:
                    most[place] = max(score, most.get(place, 0.0))
            for place, score in most.items():
                total[place] = total.get(place, 0.0) + score
        return {place: score / len(wanted) for place, score in total.items()}

    def _scores(self, text: str) -> Mapping[str, float]:
        """How much each word of the catalogue is like the typed one, 0..1; words unlike it are left out."""
        wanted = _word(text)
        sharing = {word.text: word for trigram in wanted.trigrams for word in self._sharing.get(trigram, ())}
        return {word.text: _likeness(wanted, word) for word in sharing.values()}


def normalise(text: str) -> str:
    """Lower case, no apostrophes, everything else but letters and digits as single blanks."""
    return _NOT_A_WORD.sub(" ", text.lower().replace("'", "")).strip()


def _word(text: str) -> _Word:
    padded = f"  {text} "
    return _Word(text, tuple(sorted(text)), frozenset(padded[i : i + 3] for i in range(len(padded) - 2)))


def _rank(joined: str, likeness: float, label: _Label) -> Rank:
    """(kind of match, minus likeness, length of the label)."""
    if label.joined == joined:
        return _EXACT, 0.0, 0
    if label.joined.startswith(joined):
        return _PREFIX, 0.0, len(label.joined)
    return _SIMILAR, -likeness, len(label.joined)


def _likeness(wanted: _Word, other: _Word) -> float:
    """0..1; padding makes the beginning of a word weigh more than its end."""
    if wanted.text == other.text:
        return 1.0
    if other.text.startswith(wanted.text):
        return _BEGINNING
    if wanted.letters == other.letters and wanted.text[0] == other.text[0]:
        return _SHUFFLED
    if _lacks_one_letter(wanted.text, other.text) or _lacks_one_letter(other.text, wanted.text):
        return _ONE_SHORT
    shared = len(wanted.trigrams & other.trigrams)
    return 2 * shared / (len(wanted.trigrams) + len(other.trigrams))


def _lacks_one_letter(short: str, long: str) -> bool:
    """Whether `short` is `long` without one of its letters."""
    if len(short) + 1 != len(long) or len(short) < 2:
        return False
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at:] == long[at + 1 :]
