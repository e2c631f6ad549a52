"""The assignment of voices to roles, scene by scene: each new voice at least the margin away from all others there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle

from drama.cast.casting.capabilities import Capabilities
from drama.cast.casting.roles import Choice, Role, digest
from drama.cast.casting.voice_distance import MARGIN, distance, is_same_speaker, naturalness, shipped
from drama.model import UNKNOWN, Figures, Gender, Voice

VoiceKey = tuple[str, str, int, int | None]

_EVERYWHERE = 0
"""Number of a scene that every speaker with an unshared voice is in; real scenes count from 1."""

_PITCH_MOVES = (0, -12, 12, -22, 22, -34, 34)
"""Offsets tried on the pitch setting to make a variant of a voice, smallest first."""
_RATE_MOVES = (1.0, 0.88, 1.14)
"""Factors tried on the speaking rate."""
_SPREAD = 150
"""Voices a crowd is spread over where none is far enough from the others."""
_NAMED = 12
"""Warnings that name whose voice is nearest; later ones say "others"."""
_NATURAL_STEP = 0.05
"""Differences of naturalness (1 to 5) below this are ignored."""
_AGES = ("young", "adult", "old")
_LOWEST_PITCH, _HIGHEST_PITCH = 10, 90


class Assignment:
    """The voices assigned so far, scene by scene; the narrator speaks in every scene."""

    def __init__(
        self,
        pool: Sequence[Voice],
        *,
        narrator: Voice,
        capabilities: Callable[[Voice], Capabilities] = lambda _: Capabilities(),
    ) -> None:
        """``capabilities`` returns the capabilities of a voice's engine: which settings may be varied."""
        self._narrator = narrator
        self._capabilities = capabilities
        own = [
            voice
            for voice in pool
            if (voice.engine, voice.id) != (narrator.engine, narrator.id)
            and not is_same_speaker(voice, narrator, self._figures)
        ]
        self._pool = own or list(pool)
        self._either = [
            voice for voice in self._pool if naturalness(voice, self._figures) and voice.gender is Gender.NEUTRAL
        ]
        self._moved: dict[Gender, list[Voice]] = {}
        self._heard: dict[int, dict[VoiceKey, Voice]] = {}
        self._speakers: dict[VoiceKey, list[Role]] = {}
        self._absent: list[Voice] = []
        self._named = 0
        self._order: dict[int, list[Voice]] = {}
        self._nearest_seen: dict[tuple[int, VoiceKey], tuple[int, float]] = {}
        """By scene and voice: how many voices of the scene were compared, and the least distance among them."""
        self._reserved: set[VoiceKey] = {voice_key(narrator)}
        # Scenes only gain voices, so a search that found no variant once need not be repeated.
        self._full: set[tuple[Gender, tuple[int, ...]]] = set()
        self._turns: dict[tuple[Gender, tuple[int, ...]], Iterator[Voice]] = {}

    def _figures(self, voice: Voice) -> Figures | None:
        return shipped(voice) or self._capabilities(voice).figures(
            voice
        )  # the packaged pool is cast the same everywhere

    def _distance(self, one: Voice, other: Voice) -> float:
        return distance(one, other, self._figures)

    def place(self, role: Role, voice: Voice) -> None:
        """Assign a voice to a role, in all its scenes."""
        key = voice_key(voice)
        self._speakers.setdefault(key, []).append(role)
        if role.name == UNKNOWN:
            self._reserved.add(key)
        for scene in role.scenes if role.may_share else (*role.scenes, _EVERYWHERE):
            heard = self._heard.setdefault(scene, {})
            if key not in heard:
                heard[key] = voice
                self._order.setdefault(scene, [self._narrator]).append(voice)

    def keep_for(self, name: str, voice: Voice) -> None:
        """Keep a voice for somebody of the series who is not in this episode, as long as there are voices enough."""
        self._absent.append(voice)
        self.place(Role(name), voice)

    def is_kept(self, voice: Voice) -> bool:
        """Return whether a voice would be taken for one of :meth:`keep_for`."""
        return any(self._distance(voice, other) < MARGIN for other in self._absent)

    def is_distinct(self, role: Role, voice: Voice) -> bool:
        """Return whether a voice is at least the margin away from every voice in a role's scenes."""
        return self._fits(role.scenes, voice)

    def choose(self, role: Role) -> Choice:
        """Choose a voice for a role, assign it and return it."""
        choice = self._best(role)
        self.place(role, choice.voice)
        return choice

    def _best(self, role: Role) -> Choice:
        suitable = self._suitable(role)
        fitting = [voice for voice in suitable if self.is_distinct(role, voice)]
        own = [voice for voice in fitting if self._fits((_EVERYWHERE,), voice)]
        if own:
            return Choice(self._preferred(role, own))
        shared = [voice for voice in fitting if voice_key(voice) not in self._reserved]
        free = shared if role.may_share else []
        # A neutral natural voice is another speaker; a variant moved in pitch is not.
        free = free or [voice for voice in self._either if self._fits((_EVERYWHERE, *role.scenes), voice)]
        if free:
            return Choice(self._preferred(role, free))
        moved = self._first_moved(role, suitable, (_EVERYWHERE, *role.scenes))
        if moved is not None:
            return Choice(moved, _moved_note(role, moved))
        if shared:
            voice = self._preferred(role, shared)
            speakers = self._speakers.get(voice_key(voice), [])
            where = "scenes" if any(other.scenes for other in speakers) or not speakers else "episodes"
            others = f"{_listed([other.name for other in speakers])} of other {where}"
            return Choice(voice, f"not enough voices: {role.name} shares {voice.name} with {others}")
        moved = self._first_moved(role, suitable, role.scenes)
        if moved is not None:
            return Choice(moved, _moved_note(role, moved))
        return self._farthest(role, suitable)

    def _suitable(self, role: Role) -> list[Voice]:
        """Return the voices of the pool that match a role's gender, or all where none does."""
        if role.gender in {Gender.FEMALE, Gender.MALE}:
            fitting = [v for v in self._pool if v.gender == role.gender or _may_be_child(role, v)]
            return fitting or [v for v in self._pool if v.gender in {Gender.NEUTRAL, Gender.UNKNOWN}] or self._pool
        return self._pool

    def _preferred(self, role: Role, voices: Sequence[Voice]) -> Voice:
        """Return the best voice for a role: by age, gender, distance from the others, naturalness, then a digest.

        The digest is of both names, so that the choice is the same on every machine and independent of other roles.
        Of natural voices that are distinct enough the most natural go first, to the roles with most lines.
        """

        def preference(voice: Voice) -> tuple[int, bool, int, int, str]:
            is_strange = role.gender == Gender.NEUTRAL and voice.gender != Gender.NEUTRAL
            steps_up = int(naturalness(voice, self._figures) / _NATURAL_STEP)
            steps_apart = min(3 if steps_up else 4, int(self._distance_in(role.scenes, voice) * 2 / MARGIN))
            years = abs(_AGES.index(as_heard(voice.age)) - _AGES.index(role.age or "adult"))
            return (years, is_strange, -steps_apart, -steps_up, digest(role.name, voice.name))

        return min(voices, key=preference)

    def _first_moved(self, role: Role, suitable: Sequence[Voice], scenes: tuple[int, ...]) -> Voice | None:
        """Return the least changed variant of a suitable voice that is distinct in the scenes, or None."""
        key = (role.gender, scenes)
        if key in self._full:
            return None
        for voice in self._variants(role, suitable):
            if self._fits(scenes, voice):
                return voice
        self._full.add(key)
        return None

    def _variants(self, role: Role, suitable: Sequence[Voice]) -> list[Voice]:
        gender = role.gender if role.gender in {Gender.FEMALE, Gender.MALE} else Gender.UNKNOWN
        if gender not in self._moved:
            self._moved[gender] = [
                moved
                for rate in _RATE_MOVES
                for pitch in _PITCH_MOVES
                for voice in suitable
                if (rate, pitch) != (1.0, 0)
                and (moved := _move(voice, pitch, rate)) is not None
                and self._capabilities(voice).accepts(moved)
            ]
        return self._moved[gender]

    def _farthest(self, role: Role, suitable: Sequence[Voice]) -> Choice:
        """Return a voice where none is distinct: the most distant ones in turn, so that a crowd spreads over them."""
        key = (role.gender, role.scenes)
        if key not in self._turns:
            voices = [*suitable, *self._variants(role, suitable)][:_SPREAD]
            voices = [voice for voice in voices if voice_key(voice) not in self._reserved]
            farthest_first = sorted(
                voices or suitable, key=lambda v: (-self._distance_in(role.scenes, v), voice_key(v)[1])
            )
            self._turns[key] = cycle(farthest_first)
        voice = next(self._turns[key])
        similar = f"{role.name} ({voice.name}) is hard to tell from {self._nearest(role, voice)} in the scene"
        return Choice(voice, f"not enough voices: {similar}")

    def _nearest(self, role: Role, voice: Voice) -> str:
        """Return the speaker in a role's scenes whose voice is nearest; of equals the one cast first.

        After the first few, "others": of a crowd of thousands nobody reads more names.
        """
        self._named += 1
        if self._named > _NAMED:
            return "others"
        scenes = set(role.scenes)
        heard = {key: other for scene in role.scenes for key, other in self._heard.get(scene, {}).items()}
        for key, other in sorted(heard.items(), key=lambda pair: self._distance(voice, pair[1])):
            if self._distance(voice, self._narrator) < self._distance(voice, other):
                break
            speakers = self._speakers.get(key, [])
            if near := next((speaker.name for speaker in speakers if scenes & set(speaker.scenes)), None):
                return near
        return "the narrator"

    def _fits(self, scenes: Iterable[int], voice: Voice) -> bool:
        return all(self._scene_distance(scene, voice) >= MARGIN for scene in scenes or (_EVERYWHERE,))

    def _distance_in(self, scenes: Iterable[int], voice: Voice) -> float:
        """Return the distance to the nearest voice in any of the scenes."""
        return min(
            (self._scene_distance(scene, voice) for scene in scenes), default=self._distance(voice, self._narrator)
        )

    def _scene_distance(self, scene: int, voice: Voice) -> float:
        """Return the distance to the nearest voice in one scene, cached: scenes only gain voices."""
        heard = self._order.setdefault(scene, [self._narrator])
        key = (scene, voice_key(voice))
        seen, nearest = self._nearest_seen.get(key, (0, float("inf")))
        if seen < len(heard):
            nearest = min(nearest, *(self._distance(voice, other) for other in heard[seen:]))
            self._nearest_seen[key] = (len(heard), nearest)
        return nearest


def _listed(names: Sequence[str]) -> str:
    """Return up to three names, and how many more there are."""
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown or "somebody"


def _may_be_child(role: Role, voice: Voice) -> bool:
    """Return whether a voice of another gender may speak a child: a boy's voice is as high as a woman's."""
    genders = {Gender.NEUTRAL, Gender.FEMALE} if role.gender is Gender.MALE else {Gender.NEUTRAL}
    return role.age == as_heard(voice.age) == "young" and voice.gender in genders


def as_heard(age: str) -> str:
    """Return an age as far as voices distinguish it: "young" for a child."""
    return "young" if age == "child" else age


def voice_key(voice: Voice) -> VoiceKey:
    """Return the key of a voice's sound: engine, id, rate and pitch."""
    return (voice.engine, voice.id, voice.rate_wpm, voice.pitch)


def _move(voice: Voice, pitch: int, rate: float) -> Voice | None:
    moved_pitch = (50 if voice.pitch is None else voice.pitch) + pitch
    if not _LOWEST_PITCH <= moved_pitch <= _HIGHEST_PITCH:
        return None
    return replace(voice, pitch=moved_pitch if pitch else voice.pitch, rate_wpm=round(voice.rate_wpm * rate))


def _moved_note(role: Role, voice: Voice) -> str:
    pitch = "" if voice.pitch is None else f", pitch {voice.pitch}"
    return f"not enough voices: {role.name} speaks with {voice.name} moved to {voice.rate_wpm} words a minute{pitch}"
