"""Little scripts to direct."""

from __future__ import annotations

from types import MappingProxyType

from drama.model import (
    Ability,
    Cast,
    Character,
    Delivery,
    Direction,
    Kind,
    Line,
    Opening,
    Scene,
    Script,
    Setting,
    Sound,
    Span,
    Story,
    Style,
    Voice,
)

PLAIN = Delivery()
EVERYTHING = frozenset(Ability)
DRAMA = Style(
    name="drama", delivery=1.0, whisper=True, voice_effects=True, width=1.0, rooms=1.0, beds=True, effects=True
)


def line(number: int, text: str, speaker: str | None = "Ilse", *, scene: int = 1, kind: Kind | None = None,
         delivery: Delivery = PLAIN, **more: object) -> Line:  # fmt: skip
    """Return a line."""
    kind = kind or (Kind.DIALOGUE if speaker else Kind.NARRATION)
    return Line(number, scene, kind, speaker, text, (Span(0, 1),), number, "test", 1.0, delivery, **more)  # type: ignore[arg-type]


def script(*lines: Line, settings: tuple[Setting, ...] = ()) -> Script:
    """Return a script with a scene for each number its lines have."""
    numbers = sorted({one.scene for one in lines})
    scenes = tuple(
        Scene(n, f"The scene {n}", Opening.BREAK, 1, 1, setting=settings[i] if i < len(settings) else Setting())
        for i, n in enumerate(numbers)
    )
    people = tuple(Character(name) for name in dict.fromkeys(one.speaker for one in lines) if name)
    return Script(Story("", ()), scenes, lines, people)


def cast_of(play: Script, *, sound: Sound | None = None, engine: str = "pyttsx3", **seats: float) -> Cast:
    """Return a cast in which each speaker has a voice of the same name."""
    voices = {p.name: Voice(p.name, engine, "en-us", pan=seats.get(p.name, 0.0)) for p in play.characters}
    return Cast(Voice("narrator", engine, "en-us"), MappingProxyType(voices), sound=sound or Sound(style=DRAMA))


def able(*abilities: Ability) -> object:
    """Return what every engine can do."""
    return lambda _engine: frozenset(abilities)


def of(direction: Direction) -> list[str]:
    """Return the texts."""
    return [reading.text for reading in direction.performances]
