"""``drama sound``: rooms, beds, effects and music of a story, listed and edited in its cast file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.stories import apart, opened
from drama.cli.terminal import as_option, clean, paragraphs, show_warnings, style_option, voices_option

if TYPE_CHECKING:
    from drama import Production, SoundEdit, Soundtrack
    from drama.model import Form, SceneSounds, SpotEffect

_EFFECT = re.compile(r"\d+:.+")
"""What an effect is called by, and a line is not."""


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama sound story.txt                                 what it has, and which of it its style lets be heard
        drama sound story.txt --scene 3 --room cave --bed rain --bed-db -3
        drama sound story.txt --scene 3 --room auto --bed none
        drama sound story.txt 12 knock                        a knock before line 12
        drama sound story.txt 12 "door slams" --gain -6
        drama sound story.txt 12:knock --to 14                move it before line 14
        drama sound story.txt 12:knock --gain -9              make it softer
        drama sound story.txt 12:knock --mute                 also one that the story asks for: [SFX: knock]
        drama sound story.txt 12:knock --unmute
        drama sound story.txt 12:knock --remove
        drama sound story.txt --intro theme.flac --outro none --sting chime
        drama sound story.txt --set-style drama               with rooms, beds and effects from now on""",
        "A line is a number that `drama script` shows; a scene is a number or a title. An effect stays with the words "
        "of its line. `none` is nothing; `auto` is what the words of the scene tell, or what the style has. "
        "`drama sounds` lists what there is to be heard.",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... [LINE SOUND | EFFECT]")
@click.option("--scene", metavar="N|TITLE", help="Set the room and the bed of this scene.")
@click.option("--room", metavar="NAME", help="Room of the scene; none, auto.")
@click.option("--bed", metavar="SOUND", help="Bed of the scene; none, auto.")
@click.option("--bed-db", type=float, metavar="DB", help="Level of the bed against the style's.")
@click.option("--gain", "gain_db", type=float, metavar="DB", help="Level of the effect against the usual one.")
@click.option("--to", "to_line", type=int, metavar="LINE", help="Move EFFECT before this line.")
@click.option("--mute", is_flag=True, help="Mute EFFECT.")
@click.option("--unmute", is_flag=True, help="Let EFFECT be heard again.")
@click.option("--remove", is_flag=True, help="Remove EFFECT, which the cast file placed.")
@click.option("--intro", metavar="SOUND", help="Music before the story; none, auto.")
@click.option("--outro", metavar="SOUND", help="Music after it; none, auto.")
@click.option("--sting", metavar="SOUND", help="Music between scenes; none, auto.")
@click.option("--set-style", metavar="NAME", help="Style of the story from now on: reading, drama, radio; auto.")
@voices_option
@as_option
@style_option
def sound(said: tuple[str, ...], voices: Path | None, as_: Form | None, style: str | None, **asked: Any) -> None:  # noqa: ANN401
    """List the rooms, beds, effects and music of STORY, or edit them in STORY.voices.toml.

    STORY is a file, several files in order, or a folder of chapters. A plain reading has neither rooms nor beds nor
    effects: what is not heard in the style is said so.
    """
    import drama

    named, others = apart(said, most=_words_after(said))
    options = {name: value for name, value in asked.items() if value is not None and value is not False}
    edit = _kind_of_edit(options, others)
    story = opened(named, needs_name=edit is not None and voices is None)
    production = drama.prepare(story, voices=voices, style=style, language_anyway=True, lock_anyway=True, as_=as_)
    if edit is None:
        track = drama.soundtrack(production)
        for row in _rows(track):
            click.echo(clean(row))
        show_warnings(track.warnings)
        return
    done = _edited(production, edit, others, options, voices=voices)
    click.echo(clean(f"{done.label[:1].upper()}{done.label[1:]}, in {done.path}{' (new)' if done.is_new_file else ''}"))
    if done.effect is not None and not done.effect.is_muted:
        click.echo(clean(f"  called {done.effect.id}"))
    if done.unheard:
        click.echo(clean(f"  not heard: {done.unheard}"))


def _words_after(said: tuple[str, ...]) -> int:
    """Return how many words follow the story: LINE and SOUND, EFFECT, or none if all words name files."""
    if all(map(os.path.exists, said[1:])):
        return 0
    return 1 if _EFFECT.fullmatch(said[-1]) else 2


_OF_SCENE, _OF_MUSIC = {"scene", "room", "bed", "bed_db"}, {"intro", "outro", "sting"}
_OF_EFFECT = {
    frozenset(names)
    for names in (("to_line",), ("gain_db",), ("to_line", "gain_db"), ("mute",), ("unmute",), ("remove",))
}
"""The options that go together with an effect."""


def _kind_of_edit(options: dict[str, Any], others: tuple[str, ...]) -> str | None:
    """Return what is edited; None where nothing is. Wrong usage for what does not go together."""
    names = set(options)
    if not names and not others:
        return None
    if len(others) == 2:
        if not re.fullmatch(r"[0-9]{1,9}", others[0]):
            raise click.UsageError(f"LINE is a number as `drama script` shows it, not {others[0]!r}")
        if names - {"gain_db"}:
            raise click.UsageError("LINE and SOUND place an effect; only --gain goes with them")
        return "place"
    if others:
        if not _EFFECT.fullmatch(others[0]):
            raise click.UsageError(f"name a LINE and a SOUND, or an EFFECT such as 12:knock, not {others[0]!r} alone")
        if frozenset(names) not in _OF_EFFECT:
            what = "--to LINE, --gain DB, --mute, --unmute or --remove"
            raise click.UsageError(f"say one thing to do with the effect: {what}")
        return "effect"
    if names <= _OF_MUSIC or names == {"set_style"}:
        return "style" if "set_style" in names else "music"
    if names <= _OF_SCENE and "scene" in names and len(names) > 1:
        return "scene"
    raise click.UsageError(
        "--scene goes with --room, --bed or --bed-db, and these with it; --gain, --to, --mute … with an EFFECT; "
        "--set-style alone"
    )


def _edited(
    production: Production, edit: str, others: tuple[str, ...], options: dict[str, Any], *, voices: Path | None
) -> SoundEdit:
    import drama

    if edit == "scene":
        return drama.set_scene_sound(production, options.pop("scene"), voices=voices, **options)
    if edit == "music":
        return drama.set_music(production, voices=voices, **options)
    return _edited_otherwise(production, edit, others, options, voices=voices)


def _edited_otherwise(
    production: Production, edit: str, others: tuple[str, ...], options: dict[str, Any], *, voices: Path | None
) -> SoundEdit:
    """Make an edit of the style or of an effect."""
    import drama

    if edit == "style":
        return drama.set_style(production, options["set_style"], voices=voices)
    gain_db = options.get("gain_db")
    if edit == "place":
        return drama.place_effect(production, int(others[0]), others[1], gain_db=gain_db or 0.0, voices=voices)
    effect = others[0]
    if "remove" in options:
        return drama.remove_effect(production, effect, voices=voices)
    if "mute" in options or "unmute" in options:
        return drama.mute_effect(production, effect, is_muted="mute" in options, voices=voices)
    return drama.move_effect(production, effect, options.get("to_line"), gain_db=gain_db, voices=voices)


# ------------------------------------------------------------------ the list


def _rows(track: Soundtrack) -> Iterator[str]:
    yield f"Style: {track.style.name}"
    for unheard in track.unheard:
        yield f"  not heard: {unheard}"
    for scene in track.scenes:
        yield _scene_row(scene)
        for effect in track.effects:
            if effect.scene == scene.scene:
                yield _effect_row(effect)
    music = {"intro": track.intro, "outro": track.outro, "between scenes": track.sting}
    yield "Music: " + ", ".join(f"{what} {name or 'none'}" for what, name in music.items())


def _scene_row(scene: SceneSounds) -> str:
    title = f" {scene.title}" if scene.title else ""
    level = f" {_db(scene.bed_db)}" if scene.bed and scene.bed_db else ""
    room = f"room {scene.room or 'none'} ({scene.room_origin})"
    return f"Scene {scene.scene}{title}: {room}, bed {scene.bed or 'none'}{level} ({scene.bed_origin})"


def _effect_row(effect: SpotEffect) -> str:
    where = "behind" if effect.is_after else "before"
    level = f" {_db(effect.gain_db)}" if effect.gain_db else ""
    muted = ", muted" if effect.is_muted else ""
    return f"  {effect.id}{level}: {where} line {effect.line} ({effect.origin}){muted}"


def _db(value: float) -> str:
    return f"{value:+g} dB".replace("-", "−")
