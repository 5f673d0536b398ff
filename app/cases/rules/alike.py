"""How alike two names are, in whichever letters each is written. It proposes; whether two are one person people say.

A name becomes Latin letters (anyascii), then what stays of each word in every spelling: its consonants, where those
that languages write for one another count as one. Scripts without vowels are compared by consonants alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

PROPOSED = 80
"""From here on, of 100, two people are proposed as perhaps one."""
FOUND = 70
"""From here on a name is found that somebody searches for."""
_MOST_WORDS = 6  # of a name that give keys
_WITHOUT_VOWELS = re.compile("[\u0590-\u074f\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BY_SYLLABLE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_APART = re.compile(r"[\s,;/()\".]+")
_HYPHENS = re.compile("[-‐‑–־]")
_SHORT = 4  # letters: syllables of a given name that some write as one word
_ARTICLE = "ال"  # the Arabic article, written together with the word
_HEBREW_K = str.maketrans("כך", "qq")  # k, and no part of an "kh"
_SERVANT = re.compile(r"^(abd|bd|abdul|abdal|abdel|abdoul|abdu)$")  # the first half of a name that is one word
_SMALL = frozenset(
    "al el ul as az ar ash at ad an ibn bin bint ben bat ould de da di du do dos del della la le van von der den ter "  # noqa: SIM905
    "zu oglu kyzy kizi ogly".split()
)
_FORMS = frozenset(["ltd", "llc", "llp", "gmbh", "kg", "ooo", "oao", "zao", "sarl", "inc", "ag", "sa", "plc", "the"])
_SPELLINGS: Sequence[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("shch|chtch|schtsch|szcz|scz", "s"),
        ("dzh|dj|dsch|tsch|tch|sch|zh|sh|cz|sz|ts|tz|ch(?!r)", "s"),
        ("c(?=[eiy])", "s"),
        ("kh|gh", "h"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|q|c|ks(?=h)", "k"),
        ("x", "ks"),
        ("[jz]", "s"),
        ("ou|oo|oy(?=[^aeiou]|$)", "u"),
        ("ee|ie|iy|yi|ey", "i"),
        ("^w|w$", "v"),
        ("ng$", "n"),
        ("ij$", "i"),
        ("y", "i"),
        ("w", "u"),
    )
]
_AS_ONE = str.maketrans("bdgvzj", "ptkfss")
_VOWELS = re.compile("[aeiouh]")
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: how it sounds, with vowels where its script writes them, and its consonants."""

    sound: str
    bones: str
    whole: bool

    @property
    def weight(self) -> int:
        """How much it tells: a long word says more than a short one."""
        return max(len(self.bones), 1)


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name without articles and forms of companies, in the order in which they stand."""
    found = [word for part in _APART.split(unicodedata.normalize("NFKC", name)) for word in _words_in(part)]
    joined = _with_servants(found)
    named = [pair for pair in joined if pair[0] not in _FORMS] or joined
    telling = [pair for pair in named if pair[0] not in _SMALL]
    return tuple(_word(letters, whole) for letters, whole in (telling if len(telling) > 1 else named)[:_MOST_WORDS])


def keys_of(name: str) -> frozenset[str]:
    """What to look a name up by: every two of its words, in any order; the one word of a name that has no other."""
    bones = [word.bones for word in words_of(name)]
    if len(bones) < 2:
        return frozenset(f"1:{one}" for one in bones)
    return frozenset("2:" + "+".join(sorted(pair)) for pair in combinations(bones, 2))


def words_to_find(words: str) -> frozenset[str]:
    """The keys of each single word, for a search by one word of a name."""
    return frozenset(f"w:{word.bones}" for word in words_of(words))


def likeness(one: str, other: str) -> int:
    """From 0 to 100, the same in both directions, whatever the order of the words and the letters they are in."""
    mine, theirs = words_of(one), words_of(other)
    if not mine or not theirs:
        return 0
    pairs = _paired(mine, theirs)
    weight = sum(weight for _, weight in pairs)
    alike = sum(share * weight for share, weight in pairs) / weight
    if len(pairs) == 1 and len(mine) != len(theirs):
        return round(70 * alike)  # one word of several: found in a search, and never proposed
    left = abs(len(mine) - len(theirs))
    return round(100 * max(alike - 0.05 * left, 0))


def most_alike(mine: Iterable[str], theirs: Iterable[str]) -> int:
    """The best of every name of one person with every name of another."""
    others = tuple(theirs)
    return max((likeness(one, other) for one in mine for other in others), default=0)


def found_by(search: str, names: Iterable[str]) -> int:
    """How well one of the names answers a search: each word that is looked for has to be in it."""
    wanted = words_of(search)
    return max((_holds(wanted, words_of(name)) for name in names), default=0)


def _holds(wanted: Sequence[Word], words: Sequence[Word]) -> int:
    if not wanted or len(wanted) > len(words):
        return 0
    return round(100 * min(share for share, _ in _paired(wanted, words)))


def _words_in(part: str) -> list[tuple[str, bool]]:
    """What stands between two spaces as words: (Latin letters, whether vowels are written)."""
    if _BY_SYLLABLE.search(part):
        syllables = [word.casefold() for word in re.findall("[A-Z]?[a-z]+", anyascii(part))]
        return [(word, True) for word in (syllables[0], "".join(syllables[1:])) if word] if syllables else []
    pieces = [(letters, not _WITHOUT_VOWELS.search(one)) for one in _HYPHENS.split(part) if (letters := _latin(one))]
    if len(pieces) == 2 and all(len(letters) <= _SHORT and letters not in _SMALL for letters, _ in pieces):
        return [(pieces[0][0] + pieces[1][0], all(whole for _, whole in pieces))]
    return pieces


def _latin(piece: str) -> str:
    bare = piece.removeprefix(_ARTICLE) if piece.startswith(_ARTICLE) and len(piece) > len(_ARTICLE) + 2 else piece
    return re.sub("[^a-z]", "", anyascii(bare.translate(_HEBREW_K)).casefold())


def _with_servants(words: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """ "Abd al-Rahman" is one name: the first half goes with what follows, without an article."""
    found: list[tuple[str, bool]] = []
    waiting = False
    for letters, whole in words:
        if waiting and letters in _SMALL:
            continue
        found.append(("abd" + letters, whole) if waiting else (letters, whole))
        waiting = not waiting and bool(_SERVANT.match(letters))
        if waiting and len(words) > 1:
            found.pop()
    return found or words


def _word(letters: str, whole: bool) -> Word:
    for pattern, to in _SPELLINGS:
        letters = pattern.sub(to, letters)
    sound = _TWICE.sub(r"\1", letters)
    bones = _TWICE.sub(r"\1", _VOWELS.sub("", sound).translate(_AS_ONE))
    return Word(sound, bones or sound[:1], whole)


def _paired(mine: Sequence[Word], theirs: Sequence[Word]) -> list[tuple[float, int]]:
    """Each word of the shorter name with the one it is most like in the other: (how alike, how much it tells)."""
    shorter, longer = sorted((mine, theirs), key=len)
    every = sorted(
        (
            (_alike(one, other), max(one.weight, other.weight), here, there)
            for here, one in enumerate(shorter)
            for there, other in enumerate(longer)
        ),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = set(), set()
    found: list[tuple[float, int]] = []
    for share, weight, here, there in every:
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
            found.append((share, weight))
    return found


def _alike(one: Word, other: Word) -> float:
    bones = Levenshtein.normalized_similarity(one.bones, other.bones)
    if not (one.whole and other.whole):
        return bones
    return (Levenshtein.normalized_similarity(one.sound, other.sound) + bones) / 2
