"""Refuse a story that is not in English before anything is recorded, and warn of foreign lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from drama.cast import ListVoices
from drama.errors import StoryError
from drama.languages.detection import Classified, Verdict, examine, forget_detector
from drama.model import Direction, MarkKind, Performance, Script, Voice


@dataclass(slots=True)
class Detected:
    """What was found out about the language of a story, for whoever asks again when little of it has changed."""

    classified: Classified = field(default_factory=dict)
    """What the detector said of texts."""
    last: tuple[Sequence[tuple[int, str]], str, Verdict] | None = None

    def verdict(self, lines: Sequence[tuple[int, str]], stated: str) -> Verdict:
        """Return what :func:`examine` returns."""
        if self.last is None or self.last[:2] != (lines, stated):
            self.last = lines, stated, examine(lines, stated, known=self.classified)
            forget_detector()  # 75 MB that recording has a better use for
        return self.last[2]


def language_warnings(
    called: str,
    script: Script,
    direction: Direction,
    *,
    list_voices: ListVoices,
    anyway: bool,
    known: Detected | None = None,
) -> tuple[str, ...]:
    """Return warnings about the language of a story, which messages call ``called``.

    Raises :class:`StoryError` for one that as a whole is not in English, unless it is to be recorded ``anyway``.
    ``known`` is what the detector said of its lines before.
    """
    lines = list(zip(script.lines, direction.performances, strict=True))
    spoken = [(line.number, _spoken(performance)) for line, performance in lines]
    verdict = (known or Detected()).verdict(spoken, script.story.metadata.language or "")
    if verdict.reason and not anyway:
        raise StoryError(
            f"{called} is not in English: {verdict.reason}. drama knows who speaks, and how, in English only; "
            "--language-anyway records it all the same, as if it were English"
        )
    if verdict.reason:
        return (f"{called} is not in English: {verdict.reason}; it is read as if it were",)
    spoken_by = {line.number: performance.voice for line, performance in lines}
    spared = _of_other_voices(verdict, spoken_by, list_voices)
    return tuple(filter(None, (verdict.doubt, verdict.warning(spared))))


def with_language(called: str, script: Script) -> Script:
    """Return a script that warns where the story, which messages call ``called``, as a whole is not in English."""
    lines = [(line.number, line.text) for line in script.lines]
    verdict = examine(lines, script.story.metadata.language or "", names_lines=False)
    forget_detector()
    reason = f"{called} is not in English: {verdict.reason}; drama knows who speaks, and how, in English only"
    told = (reason if verdict.reason else "", verdict.doubt)
    return replace(script, warnings=(*filter(None, told), *script.warnings))


def _spoken(performance: Performance) -> str:
    """Return the text the engine reads of a line, without words it gets phonemes for."""
    text = performance.text
    for mark in reversed(performance.marks):
        if mark.kind is MarkKind.PHONEMES:
            text = text[: mark.start] + text[mark.end :]
    return text


def _of_other_voices(verdict: Verdict, spoken_by: dict[int, Voice], list_voices: ListVoices) -> Iterator[int]:
    """Yield the lines whose voice does not speak English: it was cast for its language."""
    known: dict[str, dict[str, str]] = {}
    for line in verdict.lines:
        voice = spoken_by[line.number]
        languages = known.setdefault(voice.engine, _languages(voice.engine, list_voices))
        language = languages.get(voice.id) or languages.get(voice.id.partition("+")[0], "")
        if language and not language.lower().startswith("en"):
            yield line.number


def _languages(engine: str, list_voices: ListVoices) -> dict[str, str]:
    return {offer.id: offer.language for offer in list_voices(engine) or ()}
