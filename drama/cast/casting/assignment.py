"""Who already speaks in which scene, and which voice is still far enough from all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle

from drama.cast.castfile.load import Entry
from drama.cast.casting.abilities import Reach
from drama.cast.casting.voice_distance import MARGIN, distance, is_same_person, naturalness, shipped
from drama.model import UNKNOWN, Figures, Gender, Voice

VoiceKey = tuple[str, str, int, int | None]

_EVERYWHERE = 0
"""A scene that every speaker with a voice of his own is in; real scenes count from 1."""

_PITCH_MOVES = (0, -12, 12, -22, 22, -34, 34)
_RATE_MOVES = (1.0, 0.88, 1.14)
_SPREAD = 150
"""Voices a crowd is spread over where none is far enough from the others."""
_NAMED = 12
"""How often it is told from whom somebody is hard to tell."""
_NATURAL_STEP = 0.05
"""Of the five of naturalness: differences below this are nobody's."""
_AGES = ("young", "adult", "old")
_LOWEST_PITCH, _HIGHEST_PITCH = 10, 90


@dataclass(frozen=True, slots=True)
class Part:
    """One speaker to be cast."""

    name: str
    gender: Gender = Gender.UNKNOWN
    age: str | None = None
    lines: int = 0
    scenes: tuple[int, ...] = ()
    may_share: bool = False
    """A small part: the voice may also speak for somebody who is never in the same scene."""
    is_crowd: bool = False
    entry: Entry | None = None

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Sorts the unknown speaker and then the most important first.

        By the binary order of magnitude of the lines, then by a digest of the name: a line more or less in a later
        draft seldom changes the order, and nothing depends on who is mentioned first.
        """
        return (self.name != UNKNOWN, self.is_crowd, -self.lines.bit_length(), _digest(self.name))


@dataclass(frozen=True, slots=True)
class Choice:
    """The voice chosen for a part, and what the listener should be told about it."""

    voice: Voice
    note: str = ""


class Board:
    """The voices given so far, scene by scene; the narrator speaks in every scene."""

    def __init__(
        self, pool: Sequence[Voice], *, narrator: Voice, reach: Callable[[Voice], Reach] = lambda _: Reach()
    ) -> None:
        """``reach`` tells what of a voice's settings can be moved."""
        self._narrator = narrator
        self._reach = reach
        own = [
            voice
            for voice in pool
            if (voice.engine, voice.id) != (narrator.engine, narrator.id)
            and not is_same_person(voice, narrator, self._figures)
        ]
        self._pool = own or list(pool)
        self._either = [
            voice for voice in self._pool if naturalness(voice, self._figures) and voice.gender is Gender.NEUTRAL
        ]
        self._moved: dict[Gender, list[Voice]] = {}
        self._heard: dict[int, dict[VoiceKey, Voice]] = {}
        self._speakers: dict[VoiceKey, list[Part]] = {}
        self._named = 0
        self._order: dict[int, list[Voice]] = {}
        self._room: dict[tuple[int, VoiceKey], tuple[int, float]] = {}
        self._reserved: set[VoiceKey] = {voice_key(narrator)}
        # Rooms only ever get fuller, so what was full once need not be searched again.
        self._full: set[tuple[Gender, tuple[int, ...]]] = set()
        self._turns: dict[tuple[Gender, tuple[int, ...]], Iterator[Voice]] = {}

    def _figures(self, voice: Voice) -> Figures | None:
        return shipped(voice) or self._reach(voice).figures(voice)  # the packaged pool is cast the same everywhere

    def _apart(self, one: Voice, other: Voice) -> float:
        return distance(one, other, self._figures)

    def place(self, part: Part, voice: Voice) -> None:
        """Let a part speak with a voice in all its scenes."""
        key = voice_key(voice)
        self._speakers.setdefault(key, []).append(part)
        if part.name == UNKNOWN:
            self._reserved.add(key)
        for scene in part.scenes if part.may_share else (*part.scenes, _EVERYWHERE):
            heard = self._heard.setdefault(scene, {})
            if key not in heard:
                heard[key] = voice
                self._order.setdefault(scene, [self._narrator]).append(voice)

    def has_room(self, part: Part, voice: Voice) -> bool:
        """Tell whether a voice differs by the margin from everyone in the part's scenes."""
        return self._fits(part.scenes, voice)

    def choose(self, part: Part) -> Choice:
        """Choose a voice for a part, place it and return it."""
        choice = self._best(part)
        self.place(part, choice.voice)
        return choice

    def _best(self, part: Part) -> Choice:
        suitable = self._suitable(part)
        fitting = [voice for voice in suitable if self.has_room(part, voice)]
        own = [voice for voice in fitting if self._fits((_EVERYWHERE,), voice)]
        if own:
            return Choice(self._preferred(part, own))
        shared = [voice for voice in fitting if voice_key(voice) not in self._reserved]
        free = shared if part.may_share else []
        # A natural voice that could be either's is another person; one moved in pitch is not.
        free = free or [voice for voice in self._either if self._fits((_EVERYWHERE, *part.scenes), voice)]
        if free:
            return Choice(self._preferred(part, free))
        moved = self._first_moved(part, suitable, (_EVERYWHERE, *part.scenes))
        if moved is not None:
            return Choice(moved, _moved_note(part, moved))
        if shared:
            voice = self._preferred(part, shared)
            others = _listed([one.name for one in self._speakers.get(voice_key(voice), [])])
            return Choice(voice, f"not enough voices: {part.name} shares {voice.name} with {others} of other scenes")
        moved = self._first_moved(part, suitable, part.scenes)
        if moved is not None:
            return Choice(moved, _moved_note(part, moved))
        return self._farthest(part, suitable)

    def _suitable(self, part: Part) -> list[Voice]:
        """Return the voices of the pool that fit by gender, or all where none does."""
        if part.gender in {Gender.FEMALE, Gender.MALE}:
            fitting = [v for v in self._pool if v.gender == part.gender or _may_be_child(part, v)]
            return fitting or [v for v in self._pool if v.gender in {Gender.NEUTRAL, Gender.UNKNOWN}] or self._pool
        return self._pool

    def _preferred(self, part: Part, voices: Sequence[Voice]) -> Voice:
        """Return the voice this part likes best: of its age, clearly apart from the others, natural, then by taste.

        The taste is a digest of both names, so that it is the same everywhere and owes nothing to the other parts. Of
        the natural voices that are apart enough the most natural go first, to those who say most.
        """

        def taste(voice: Voice) -> tuple[int, bool, int, int, str]:
            is_strange = part.gender == Gender.NEUTRAL and voice.gender != Gender.NEUTRAL
            steps_up = int(naturalness(voice, self._figures) / _NATURAL_STEP)
            steps_apart = min(3 if steps_up else 4, int(self._room_in(part.scenes, voice) * 2 / MARGIN))
            years = abs(_AGES.index(as_heard(voice.age)) - _AGES.index(part.age or "adult"))
            return (years, is_strange, -steps_apart, -steps_up, _digest(part.name, voice.name))

        return min(voices, key=taste)

    def _first_moved(self, part: Part, suitable: Sequence[Voice], scenes: tuple[int, ...]) -> Voice | None:
        """Return the least moved variant of a suitable voice with room in the scenes."""
        key = (part.gender, scenes)
        if key in self._full:
            return None
        for voice in self._variants(part, suitable):
            if self._fits(scenes, voice):
                return voice
        self._full.add(key)
        return None

    def _variants(self, part: Part, suitable: Sequence[Voice]) -> list[Voice]:
        gender = part.gender if part.gender in {Gender.FEMALE, Gender.MALE} else Gender.UNKNOWN
        if gender not in self._moved:
            self._moved[gender] = [
                moved
                for rate in _RATE_MOVES
                for pitch in _PITCH_MOVES
                for voice in suitable
                if (rate, pitch) != (1.0, 0)
                and (moved := _move(voice, pitch, rate)) is not None
                and self._reach(voice).takes(moved)
            ]
        return self._moved[gender]

    def _farthest(self, part: Part, suitable: Sequence[Voice]) -> Choice:
        """Return a voice where none is far enough: those hardest to mistake in turn, so that they spread."""
        key = (part.gender, part.scenes)
        if key not in self._turns:
            voices = [*suitable, *self._variants(part, suitable)][:_SPREAD]
            voices = [voice for voice in voices if voice_key(voice) not in self._reserved]
            farthest_first = sorted(voices or suitable, key=lambda v: (-self._room_in(part.scenes, v), voice_key(v)[1]))
            self._turns[key] = cycle(farthest_first)
        voice = next(self._turns[key])
        told = f"{part.name} ({voice.name}) is hard to tell from {self._nearest(part, voice)} in the scene"
        return Choice(voice, f"not enough voices: {told}")

    def _nearest(self, part: Part, voice: Voice) -> str:
        """Return who of a part's scenes is hardest to tell from a voice; of equals the one cast first.

        In a crowd of thousands the first few are named: nobody reads more.
        """
        self._named += 1
        if self._named > _NAMED:
            return "others"
        scenes = set(part.scenes)
        heard = {key: other for scene in part.scenes for key, other in self._heard.get(scene, {}).items()}
        for key, other in sorted(heard.items(), key=lambda pair: self._apart(voice, pair[1])):
            if self._apart(voice, self._narrator) < self._apart(voice, other):
                break
            if near := next((one.name for one in self._speakers.get(key, []) if scenes & set(one.scenes)), None):
                return near
        return "the narrator"

    def _fits(self, scenes: Iterable[int], voice: Voice) -> bool:
        return all(self._room_at(scene, voice) >= MARGIN for scene in scenes or (_EVERYWHERE,))

    def _room_in(self, scenes: Iterable[int], voice: Voice) -> float:
        """Return the distance to the nearest voice heard in any of the scenes."""
        return min((self._room_at(scene, voice) for scene in scenes), default=self._apart(voice, self._narrator))

    def _room_at(self, scene: int, voice: Voice) -> float:
        # Voices are only ever added to a scene, so the minimum is carried on from where it was left.
        heard = self._order.setdefault(scene, [self._narrator])
        key = (scene, voice_key(voice))
        seen, room = self._room.get(key, (0, float("inf")))
        if seen < len(heard):
            room = min(room, *(self._apart(voice, other) for other in heard[seen:]))
            self._room[key] = (len(heard), room)
        return room


def _listed(names: Sequence[str]) -> str:
    """Return up to three names, and how many more there are."""
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown or "somebody"


def _may_be_child(part: Part, voice: Voice) -> bool:
    """Tell whether a voice of another gender may speak a boy or a girl: a boy's voice is as high as a woman's."""
    genders = {Gender.NEUTRAL, Gender.FEMALE} if part.gender is Gender.MALE else {Gender.NEUTRAL}
    return part.age == as_heard(voice.age) == "young" and voice.gender in genders


def as_heard(age: str) -> str:
    """Return an age as far as voices tell it: a child's is a young one."""
    return "young" if age == "child" else age


def voice_key(voice: Voice) -> VoiceKey:
    """Return what makes a voice sound as it does."""
    return (voice.engine, voice.id, voice.rate_wpm, voice.pitch)


def _move(voice: Voice, pitch: int, rate: float) -> Voice | None:
    moved_pitch = (50 if voice.pitch is None else voice.pitch) + pitch
    if not _LOWEST_PITCH <= moved_pitch <= _HIGHEST_PITCH:
        return None
    return replace(voice, pitch=moved_pitch if pitch else voice.pitch, rate_wpm=round(voice.rate_wpm * rate))


def _moved_note(part: Part, voice: Voice) -> str:
    pitch = "" if voice.pitch is None else f", pitch {voice.pitch}"
    return f"not enough voices: {part.name} speaks with {voice.name} moved to {voice.rate_wpm} words a minute{pitch}"


def _digest(*names: str) -> str:
    """Return a fixed shuffle of names: the same on every machine, unlike hash()."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()
