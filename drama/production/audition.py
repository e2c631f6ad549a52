"""Auditions: a production in which each voice speaks the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drama import cast as casting
from drama.files.paths import is_file
from drama.model import (
    Cast,
    Character,
    Form,
    Gender,
    Kind,
    Line,
    Opening,
    Paragraph,
    Scene,
    Script,
    Span,
    Story,
    StoryFiles,
    Voice,
)
from drama.production.belongings import as_files, cast_file_of
from drama.production.engine_facts import capabilities_of, list_voices
from drama.production.prepare import Production, directed, prepare, speaker_named

_AUDITIONED = 40
"""No more voices than this speak in one audition."""

_OWN_WORDS = 160
"""Characters of a character's lines that an audition speaks."""


def audition(
    names: Sequence[str],
    text: str,
    *,
    story: StoryFiles | Path | None = None,
    voices: Path | None = None,
    engine: str | None = None,
    as_: Form | None = None,
) -> Production:
    """Return a production in which each voice says its name and then ``text``, to be heard before deciding.

    With ``story``, ``text`` is a character of it, whose own first lines are spoken instead. ``names`` are voices of
    the pool or an engine's own ids; without any, all of the pool speak, for a character those of the same gender, the
    present voice first.
    """
    file = cast_file_of(as_files(story), voices) if story else casting.load_cast_file(voices)
    present: tuple[Voice, ...] = ()
    wanted = Gender.UNKNOWN
    if story is not None:
        production = prepare(story, voices=voices, engine=engine, language_anyway=True, lock_anyway=True, as_=as_)
        name = speaker_named(production.script, text)
        wanted = next(c.gender for c in production.script.characters if c.name == name)
        present = (production.cast.voices[name],)
        text = _own_words(production.script, name)
    there = casting.pool_of(file, engine=engine, list_voices=list_voices)
    pool = [voice for voice in there if wanted is Gender.UNKNOWN or voice.gender is wanted]
    named = [file.pool.get(name) or by_id(name, engine) for name in names]
    chosen = named or [*present, *pool][:_AUDITIONED]
    if engine is not None:
        chosen = [replace(voice, engine=engine) for voice in chosen]
    where = str(file.path or "the built-in cast file")
    chosen = [casting.with_server(capabilities_of(v.engine).fitted(v), file.server, where=where) for v in chosen]
    unique = {(voice.id, voice.rate_wpm, voice.pitch): voice for voice in chosen}
    return _audition_of(tuple(unique.values()), text, file=file)


def by_id(name: str, engine: str | None) -> Voice:
    """Return a voice of an engine by its id, or by the path of its file from here."""
    path, hash_, speaker = name.partition("#")
    voice_id = f"{Path(path).absolute()}{hash_}{speaker}" if is_file(Path(path)) else name
    return Voice(Path(path).name + hash_ + speaker, engine or casting.engine_of(name), voice_id)


def _own_words(script: Script, speaker: str) -> str:
    words = ""
    for line in script.lines:
        if line.speaker == speaker and len(words) < _OWN_WORDS:
            words += " " + line.text
    return words.strip()


def _audition_of(chosen: Sequence[Voice], text: str, *, file: casting.CastFile) -> Production:
    """Return a little production: a scene a voice, its name and then the text."""
    paragraphs: list[Paragraph] = []
    lines: list[Line] = []
    scenes: list[Scene] = []
    source = ""
    for number, voice in enumerate(chosen, start=1):
        for words in (f"{voice.name}.", text):
            start = len(source)
            source += words + "\n\n"
            span = Span(start, start + len(words))
            lines.append(
                Line(
                    len(lines) + 1, number, Kind.DIALOGUE, voice.name, words, (span,), len(paragraphs), "audition", 1.0
                )
            )
            paragraphs.append(Paragraph(span.start, span.end))
        scenes.append(Scene(number, voice.name, Opening.BREAK, 2 * number - 1, 2 * number))
    story = Story(source, tuple(paragraphs), title="Audition")
    script = Script(story, tuple(scenes), tuple(lines), tuple(Character(voice.name, lines=2) for voice in chosen))
    cast = Cast(
        narrator=chosen[0],  # who has nothing to say
        voices={voice.name: voice for voice in chosen},
        pauses=file.pauses,
        mix=file.mix,
        path=file.path,
    )
    return directed(StoryFiles(Path("audition"), (Path("audition"),)), script, file, cast)
