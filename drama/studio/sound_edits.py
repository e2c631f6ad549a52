"""The edits of the API that are about what is heard beside the voices: rooms, beds, effects, music."""

from __future__ import annotations

from dataclasses import dataclass

import drama
from drama.studio.edits import Edit, OfLine, Thing


@dataclass(frozen=True, slots=True)
class SceneSound(Edit):
    do = "scene_sound"
    scene: int
    room: str | None = None
    bed: str | None = None
    bed_db: float | None = None

    @property
    def thing(self) -> Thing:
        return ("scene", self.scene)

    @property
    def label(self) -> str:
        chosen = {"room": self.room, "bed": self.bed, "bed_db": self.bed_db}
        return (
            f"scene {self.scene}: {', '.join(f'{key} {value}' for key, value in chosen.items() if value is not None)}"
        )

    def make(self, story: drama.OpenStory) -> object:
        return drama.set_scene_sound(
            story.production, self.scene, room=self.room, bed=self.bed, bed_db=self.bed_db, voices=story.voices
        )


@dataclass(frozen=True, slots=True)
class PlaceEffect(OfLine):
    do = "place_effect"
    sound: str
    gain_db: float = 0.0

    @property
    def thing(self) -> Thing:
        return ("effect", f"{self.line}:{self.sound}")

    @property
    def label(self) -> str:
        return f"{self.sound} before line {self.line}"

    def make(self, story: drama.OpenStory) -> object:
        return drama.place_effect(story.production, self.line, self.sound, gain_db=self.gain_db, voices=story.voices)


@dataclass(frozen=True, slots=True)
class OfEffect(Edit):
    """An edit of one effect, by its id."""

    effect: str

    @property
    def thing(self) -> Thing:
        return ("effect", self.effect)

    @property
    def called(self) -> str:
        """The effect in words: "knock at line 12"."""
        line, _, sound = self.effect.partition(":")
        return f"{sound} at line {line}"


@dataclass(frozen=True, slots=True)
class MoveEffect(OfEffect):
    do = "move_effect"
    line: int | None = None
    gain_db: float | None = None

    @property
    def label(self) -> str:
        where = "" if self.line is None else f", before line {self.line}"
        return f"{self.called}{where}{'' if self.gain_db is None else f', {self.gain_db:+g} dB'}"

    def make(self, story: drama.OpenStory) -> object:
        return drama.move_effect(story.production, self.effect, self.line, gain_db=self.gain_db, voices=story.voices)


@dataclass(frozen=True, slots=True)
class MuteEffect(OfEffect):
    do = "mute_effect"
    is_muted: bool = True

    @property
    def label(self) -> str:
        return f"{self.called}: {'muted' if self.is_muted else 'heard again'}"

    def make(self, story: drama.OpenStory) -> object:
        return drama.mute_effect(story.production, self.effect, is_muted=self.is_muted, voices=story.voices)


@dataclass(frozen=True, slots=True)
class RemoveEffect(OfEffect):
    do = "remove_effect"

    @property
    def label(self) -> str:
        return f"{self.called}: removed"

    def make(self, story: drama.OpenStory) -> object:
        return drama.remove_effect(story.production, self.effect, voices=story.voices)


@dataclass(frozen=True, slots=True)
class SetStyle(Edit):
    do = "style"
    style: str

    @property
    def thing(self) -> Thing:
        return ("style", "style")

    @property
    def label(self) -> str:
        return f"style {self.style}"

    def make(self, story: drama.OpenStory) -> object:
        return drama.set_style(story.production, self.style, voices=story.voices)


@dataclass(frozen=True, slots=True)
class Music(Edit):
    do = "music"
    intro: str | None = None
    outro: str | None = None
    sting: str | None = None

    @property
    def thing(self) -> Thing:
        return ("music", "music")

    @property
    def label(self) -> str:
        chosen = {"intro": self.intro, "outro": self.outro, "sting": self.sting}
        return ", ".join(f"{part}: {sound}" for part, sound in chosen.items() if sound is not None)

    def make(self, story: drama.OpenStory) -> object:
        return drama.set_music(
            story.production, intro=self.intro, outro=self.outro, sting=self.sting, voices=story.voices
        )
