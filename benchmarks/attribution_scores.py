"""How well a script says who speaks, against an annotated text.

A quote counts as found where a label covers at least half of its letters; the label with most of them is its speaker's.
*Alias*: the label is one of the names of the quote's speaker (case and titles put aside, but "Miss Bennet" is not
"Mrs. Bennet"). *Voice*: labels and characters are paired one to one, those that share most quotes first. A quote that
is not found is wrong. Spans are compared by their letters and digits, so that marks and spaces decide nothing.
"""

from __future__ import annotations

import bisect
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

_SEXES = {
    "M": "mr mister sir lord master monsieur rev count duke prince baron father uncle signor",
    "F": "mrs missus ms miss mme madame mlle mademoiselle lady madam countess duchess princess baroness sister aunt "
    "signora signorina",
    "": "m dr doctor prof professor capt captain col colonel gen general lieut lieutenant sergeant inspector cousin "
    "the a an old young little poor dear",
}
_TITLES = {title: sex for sex, titles in _SEXES.items() for title in titles.split()}
_TELLER = frozenset({"narrator", "i", "me", "myself"})
_SAME = 0.9
"""Share of letters (of both together) from which on two spans are the same: intersection over union."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A chunk of the text that a system takes for speech or thought."""

    start: int
    end: int
    speaker: str
    confidence: float = 0.0
    is_thought: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A quote of the annotation and how it was read."""

    kind: str
    """``explicit``, ``anaphoric`` or ``implicit``, where the annotation tells."""
    alias: bool
    voice: bool
    confidence: float
    start: int
    rank: str = ""
    """Of the speaker: ``major``, ``intermediate`` or ``minor``, where the annotation tells."""


@dataclass(slots=True)
class Scores:
    """Counts over one or more texts."""

    rows: list[Row] = field(default_factory=list)
    spans: Counter[str] = field(default_factory=Counter)
    """Annotated spans: ``gold``, ``found``, and of the rest ``narrated``, ``inside`` a longer one, ``otherwise``.
    Ours: ``given``, ``right``, and of the rest ``marks only`` and ``partly`` annotated."""
    sexes: list[bool] = field(default_factory=list)
    """For every quote whose speaker's gender is known, whether the voice has it."""
    voices: int = 0
    """Labels of scored quotes, counted by text …"""
    people: int = 0
    """… and their annotated speakers."""

    def add(self, other: Scores) -> None:
        """Take in the counts of another text."""
        self.rows += other.rows
        self.spans.update(other.spans)
        self.sexes += other.sexes
        self.voices += other.voices
        self.people += other.people

    def share(self, what: str, kinds: Iterable[str] = (), rank: str = "") -> float:
        """Return how many of the quotes of some kinds, of speakers of a rank, are right, in percent."""
        rows = [row for row in self.rows if (not kinds or row.kind in kinds) and rank in {"", row.rank}]
        return 100 * sum(getattr(row, what) for row in rows) / max(1, len(rows))

    def sure(self, least: float, most: float = 1.01) -> tuple[float, float]:
        """Return the share of the quotes that are so sure, and the share of these that are right, in percent."""
        rows = [row for row in self.rows if least <= row.confidence < most]
        return 100 * len(rows) / max(1, len(self.rows)), 100 * sum(row.alias for row in rows) / max(1, len(rows))


def _keys(name: str) -> tuple[str, str, str]:
    """Return a name's words, the same without titles, and the title that tells a gender."""
    plain = re.sub(r"'s\b", "", name.replace("\u2019", "'").lower()).replace("_", " ")
    words = [word for word in re.split(r"[^\w'-]+", plain) if word and word != "'"]
    full, title = " ".join(words), ""
    while len(words) > 1 and words[0] in _TITLES:
        title = title or (words[0] if _TITLES[words[0]] else "")
        words = words[1:]
    return full, " ".join(words), title


def _agree(one: str, other: str) -> bool:
    if not one or not other or one == other:
        return True
    return _TITLES[one] == _TITLES[other] and not {one, other} <= {"miss", "mrs"}


class Names:
    """Whom of the annotated characters a label may mean."""

    def __init__(self, characters: Sequence[Mapping[str, Any]]) -> None:
        self.gender = {c["name"]: c.get("gender") for c in characters}
        self._tellers = {c["name"] for c in characters if c.get("narrator")}
        self._whole: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._part: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for character in characters:
            for alias in (*character["aliases"], character["name"]):
                _, bare, title = _keys(alias)
                if not bare:
                    continue
                self._whole[bare].add((character["name"], title))
                words = bare.split()
                if len(words) > 1 and alias[:1].isupper():
                    for piece in (words[0], words[-1]):
                        self._part[piece].add((character["name"], title))

    def of(self, label: str) -> set[str]:
        """Return the characters that go by a label."""
        full, bare, title = _keys(label)
        if full in _TELLER and self._tellers:
            return set(self._tellers)
        words = bare.split()
        found = self._fitting(self._whole, bare, title)
        if len(words) == 1:
            return found | self._fitting(self._part, bare, title)
        for piece in (words[:1] + words[-1:]) if not found else ():
            found = found or self._fitting(self._whole, piece, title)
        return found

    def _fitting(self, table: Mapping[str, set[tuple[str, str]]], bare: str, title: str) -> set[str]:
        return {
            name
            for name, other in table.get(bare, ())
            if _agree(title, other) and not (title and self.gender.get(name) and self.gender[name] != _TITLES[title])
        }


class _Letters:
    """How many letters and digits lie between two offsets."""

    def __init__(self, text: str) -> None:
        self._sums = [0, *accumulate(c.isalnum() for c in text)]

    def __call__(self, start: int, end: int) -> int:
        return self._sums[end] - self._sums[start] if end > start else 0


def _meeting(starts: Sequence[int], spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[int]:
    """Yield the indexes of the spans, sorted by start, that overlap a chunk."""
    at = max(0, bisect.bisect_right(starts, start) - 1)
    while at > 0 and spans[at - 1][1] > start:
        at -= 1
    while at < len(spans) and spans[at][0] < end:
        if spans[at][1] > start:
            yield at
        at += 1


def read_gold(path: Path) -> tuple[str, dict[str, Any]]:
    """Return an annotated text and its annotation: NAME.txt and NAME.json."""
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def score(text: str, gold: Mapping[str, Any], spoken: Iterable[Spoken], genders: Mapping[str, str]) -> Scores:
    """Return how what a system takes for speech compares with the annotation; ``genders`` are the labels'."""
    spoken = sorted(spoken, key=lambda one: one.start)
    letters = _Letters(text)
    result = Scores()
    result.spans = _compare(gold, spoken, letters)
    spans = [(one.start, one.end) for one in spoken]
    starts = [start for start, _ in spans]
    scored, labels, sures = [], [], []
    for quote in gold["quotes"]:
        if not quote.get("scored", bool(quote["speaker"])):
            continue
        votes: Counter[str] = Counter()
        sure = 0.0
        for start, end in quote["spans"]:
            for at in _meeting(starts, spans, start, end):
                one = spoken[at]
                votes[one.speaker] += letters(max(start, one.start), min(end, one.end))
                sure = sure or one.confidence
        size = sum(letters(start, end) for start, end in quote["spans"])
        is_found = size > 0 and 2 * sum(votes.values()) >= size
        scored.append(quote)
        labels.append(votes.most_common(1)[0][0] if is_found else "")
        sures.append(sure if is_found else 0.0)
    result.rows = list(_rows(scored, labels, sures, gold["characters"]))
    result.voices = len({label for label in labels if label})
    result.people = len({quote["speaker"] for quote in scored})
    sex_of = {c["name"]: c.get("gender") for c in gold["characters"]}
    for quote, label in zip(scored, labels, strict=True):
        if sex_of.get(quote["speaker"]):
            result.sexes.append(genders.get(label, "?")[:1].upper() == sex_of[quote["speaker"]])
    return result


def _rows(
    quotes: Sequence[Mapping[str, Any]],
    labels: Sequence[str],
    sures: Sequence[float],
    characters: Sequence[Mapping[str, Any]],
) -> Iterator[Row]:
    together = Counter((label, quote["speaker"]) for quote, label in zip(quotes, labels, strict=True) if label)
    voices: dict[str, str] = {}
    for (label, who), _ in sorted(together.items(), key=lambda item: (-item[1], item[0])):
        if label not in voices and who not in voices.values():
            voices[label] = who
    names = Names(characters)
    ranks = {character["name"]: character.get("category") or "" for character in characters}
    means: dict[str, str] = {}
    for label in {label for label in labels if label}:
        if found := names.of(label):
            means[label] = max(sorted(found), key=lambda who: together[label, who])
    for quote, label, sure in zip(quotes, labels, sures, strict=True):
        who = quote["speaker"]
        is_named = bool(label) and means.get(label) == who
        is_voiced = bool(label) and voices.get(label) == who
        yield Row(quote.get("type") or "", is_named, is_voiced, sure, quote["spans"][0][0], ranks[who])


def _compare(gold: Mapping[str, Any], spoken: Sequence[Spoken], letters: _Letters) -> Counter[str]:
    """Count the annotated spans that were found and the chunks taken for speech that are annotated."""
    counts: Counter[str] = Counter()
    spans = [(one.start, one.end) for one in spoken]
    starts = [start for start, _ in spans]
    wanted = sorted((start, end) for quote in gold["quotes"] for start, end in quote["spans"])
    for start, end in wanted:
        size, shared, united = letters(start, end), 0, 0
        for at in _meeting(starts, spans, start, end):
            both = letters(max(start, spans[at][0]), min(end, spans[at][1]))
            whole = letters(*spans[at])
            if both and (2 * both >= whole or both == size):
                shared += both
                united += whole
        united += size - shared
        counts["gold"] += 1
        is_found = size > 0 and shared / united >= _SAME
        counts["found"] += is_found
        if not is_found:
            covered = sum(
                letters(max(start, spans[at][0]), min(end, spans[at][1])) for at in _meeting(starts, spans, start, end)
            )
            counts["narrated" if not covered else "inside" if covered == size else "otherwise"] += 1
    merged: list[tuple[int, int]] = []
    for start, end in wanted:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    starts = [start for start, _ in merged]
    for one in spoken:
        near = _meeting(starts, merged, one.start, one.end)
        both = sum(letters(max(one.start, merged[at][0]), min(one.end, merged[at][1])) for at in near)
        if one.is_thought and not both:
            continue
        counts["given"] += 1
        counts["right"] += both > 0 and 2 * both >= letters(one.start, one.end)
        counts["marks only"] += letters(one.start, one.end) == 0
        counts["partly"] += 0 < 2 * both < letters(one.start, one.end)
    return counts
