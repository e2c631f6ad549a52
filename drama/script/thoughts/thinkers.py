"""Who may be thinking at a place of the narration."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from drama.model import Gender

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.script.text.narration import Names, View


def reach(at: int) -> tuple[int, int]:
    """Return which views, first and behind the last, may tell who thinks in one."""
    return max(0, at - 12), at + 4


class Thinkers:
    """Who may be thinking in a paragraph."""

    def __init__(
        self, at: int, seen: Sequence[View], names: Names, scene_starts: Sequence[int], before: Mapping[int, str]
    ) -> None:
        self.language = names.language
        self._at = at
        self._seen = seen
        self._names = names
        self._scene_starts = scene_starts
        self._before = before
        """Who thought in earlier paragraphs."""
        self._starts = [sentence.start for sentence in seen[at].sentences]

    @cached_property
    def _subjects(self) -> list[tuple[str | None, str | None]]:
        """The last to act, and the last to act by name, up to and with each sentence."""
        found: list[tuple[str | None, str | None]] = []
        anyone = named = None
        for sentence in self._seen[self._at].sentences:
            anyone = sentence.subject or anyone
            named = (sentence.subject if sentence.is_named else None) or named
            found.append((anyone, named))
        return found

    def _last(self, at: int) -> tuple[str | None, str | None]:
        place = bisect_left(self._starts, at) - 1
        return self._subjects[place] if place >= 0 else (None, None)

    def tagged(self, who: str, at: int) -> str | None:
        """Return whom the subject of a tag at a place in the paragraph means."""
        pronouns = self._names.language.pronouns
        if who.lower() not in pronouns.single:
            return self._names.named(who)
        if who.lower() in pronouns.first_person:
            return self._names.narrator
        wanted = pronouns.gender(who.lower())
        _, named = self._last(at)
        lead = 3.0 if named else 0.0
        ranked = sorted(
            {*self._around, *([named] if named else [])}, key=lambda n: -self._around.get(n, 0.0) - lead * (n == named)
        )
        for fits in (wanted, Gender.UNKNOWN):
            for name in ranked:
                if self._names.gender(name) is fits:
                    return name
        return None

    def untagged(self, at: int) -> str | None:
        """Return who thinks at a place in the paragraph when nothing says so."""
        minds = self._seen[self._at].minds
        if minds:
            return max(minds, key=lambda name: minds[name])
        anyone, _ = self._last(at)
        return anyone or max(self._around, key=lambda name: self._around[name], default=None)

    @cached_property
    def _around(self) -> dict[str, float]:
        """How much each person is the eyes of the narration near the paragraph, within its scene."""
        scene = bisect_right(self._scene_starts, self._seen[self._at].paragraph)
        weights: dict[str, float] = {}
        first, stop = reach(self._at)
        for place in range(first, min(len(self._seen), stop)):
            view = self._seen[place]
            if bisect_right(self._scene_starts, view.paragraph) != scene:
                continue
            # Whoever thinks is whom the narration follows, before the thought rather than after it.
            share = 0.8 ** abs(self._at - place) * (1.0 if place <= self._at else 0.5)
            signs = [(name, 2 * weight) for name, weight in view.minds.items()]
            signs += [(s.subject, 0.3 if s.is_tag else 1.0) for s in view.sentences if s.subject is not None]
            if place in self._before:
                signs.append((self._before[place], 3.0))
            for name, weight in signs:
                weights[name] = weights.get(name, 0.0) + share * weight
        unlikely = self._unlikely()
        return {name: w * (0.3 if self._names.gender(name) is unlikely else 1.0) for name, w in weights.items()}

    def _unlikely(self) -> Gender | None:
        """Return the gender that the pronouns of this paragraph and the last speak against."""
        words = " ".join(s.text for view in self._seen[max(0, self._at - 1) : self._at + 1] for s in view.sentences)
        patterns = self._names.language.narration
        she, he = len(patterns.she.findall(words)), len(patterns.he.findall(words))
        if she > 2 * he:
            return Gender.MALE
        return Gender.FEMALE if he > 2 * she else None
