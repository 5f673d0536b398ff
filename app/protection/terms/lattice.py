"""The five components of exposure and their order, least first; everything that shows a person is one value."""

from dataclasses import dataclass
from enum import Enum
from typing import Self, TypeVar


class Level(Enum):
    """A component's levels in order of definition, least first; only levels of one component compare."""

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    def __lt__(self, other: Self) -> bool:
        return self.rank < other.rank if type(self) is type(other) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.rank <= other.rank if type(self) is type(other) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.rank > other.rank if type(self) is type(other) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.rank >= other.rank if type(self) is type(other) else NotImplemented


class Video(Level):
    NONE = "none"
    SILHOUETTE = "silhouette"
    FULL = "full"


class Voice(Level):
    NONE = "none"
    INTERPRETATION_ONLY = "interpretation_only"
    RE_VOICED = "re_voiced"
    ALTERED = "altered"
    FULL = "full"


class Words(Level):
    """What was said, by any means: voice, interpretation, sign, caption."""

    NONE = "none"
    DELAYED = "delayed"
    LIVE = "live"


class Name(Level):
    NOTHING = "nothing"
    PSEUDONYM = "pseudonym"
    FULL = "full"


class Presence(Level):
    HIDDEN = "hidden"
    SHOWN = "shown"


L = TypeVar("L", bound=Level)


def _less(a: L, b: L) -> L:
    return a if a.rank <= b.rank else b


def _more(a: L, b: L) -> L:
    return a if a.rank >= b.rank else b


@dataclass(frozen=True, slots=True)
class Exposure:
    """What one person may receive of another. Hidden is nothing at all; without words there is no voice."""

    video: Video
    voice: Voice
    words: Words
    name: Name
    presence: Presence

    def __post_init__(self) -> None:
        if self.presence is Presence.HIDDEN:
            for component, least in _NOTHING.items():
                object.__setattr__(self, component, least)
        elif self.words is Words.NONE:
            object.__setattr__(self, "voice", Voice.NONE)

    def meet(self, other: "Exposure") -> "Exposure":
        """The most that both allow."""
        return Exposure(
            _less(self.video, other.video),
            _less(self.voice, other.voice),
            _less(self.words, other.words),
            _less(self.name, other.name),
            _less(self.presence, other.presence),
        )

    def join(self, other: "Exposure") -> "Exposure":
        """The least that allows what either allows."""
        return Exposure(
            _more(self.video, other.video),
            _more(self.voice, other.voice),
            _more(self.words, other.words),
            _more(self.name, other.name),
            _more(self.presence, other.presence),
        )

    def __le__(self, other: "Exposure") -> bool:
        return (
            self.video.rank <= other.video.rank
            and self.voice.rank <= other.voice.rank
            and self.words.rank <= other.words.rank
            and self.name.rank <= other.name.rank
            and self.presence.rank <= other.presence.rank
        )


_NOTHING: dict[str, Level] = {
    "video": Video.NONE,
    "voice": Voice.NONE,
    "words": Words.NONE,
    "name": Name.NOTHING,
}

NOTHING = Exposure(Video.NONE, Voice.NONE, Words.NONE, Name.NOTHING, Presence.HIDDEN)
FULL = Exposure(Video.FULL, Voice.FULL, Words.LIVE, Name.FULL, Presence.SHOWN)


def shown(
    video: Video = Video.NONE,
    voice: Voice = Voice.NONE,
    words: Words = Words.NONE,
    name: Name = Name.NOTHING,
) -> Exposure:
    """An exposure of somebody whose presence is shown; components not given are their least."""
    return Exposure(video, voice, words, name, Presence.SHOWN)
