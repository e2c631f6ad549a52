"""``drama direct``: how a line is spoken, decided by a person."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.pin import show_changed
from drama.cli.player import find_player, play
from drama.cli.stories import apart, opened
from drama.cli.terminal import Pair, as_option, clean, count, paragraphs, show_warnings, style_option, voices_option
from drama.files.atomic import temporary_folder, write_file
from drama.files.naming import named_after
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import DIRECTION_KEYS, Manner

if TYPE_CHECKING:
    from drama import CorrectionsEditor, Directed, Production
    from drama.model import Form, Line


class SoundType(click.ParamType[tuple[str, str | dict[str, str]]]):
    """A word and how it is pronounced, as ``Niamh=Neev`` or ``Niamh=/niːv/``."""

    name = "word=sound"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str | dict[str, str]]:
        """Return the two; wrong usage if there is no equals sign."""
        word, sound = Pair("a word and its sound such as Niamh=Neev").convert(value, param, ctx)
        return word, sound_of(sound)


def sound_of(text: str) -> str | dict[str, str]:
    """Return how a word is pronounced: a respelling, or between slashes phonemes."""
    text = text.strip()
    is_phonemes = len(text) > 2 and text.startswith("/") and text.endswith("/")
    return {"phonemes": text[1:-1].strip()} if is_phonemes else text


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama direct story.txt 12 --delivery whispered
        drama direct story.txt 12 --slower                       by a tenth; again for another
        drama direct story.txt 12 --rate 0.8 --softer
        drama direct story.txt 12 --stress never                 this word and no other
        drama direct story.txt 12 --stress "no#2"                the second "no" of the line
        drama direct story.txt 12 --pronounce Niamh=Neev         here only; /niːv/ are phonemes
        drama direct story.txt 12 --say "Twenty to nine."        is spoken; the printed words are shown
        drama direct story.txt 12 --pause-after 1500             ms, up to line 13
        drama direct story.txt 12 --lock                         speaker, kind and delivery stay
        drama direct story.txt 12 --unset say --unset rate       take these back
        drama direct story.txt 12 --reset                        as the story tells it
        drama direct story.txt 12 --softer --hear                and play it; --hear alone changes nothing
        drama direct story.txt --list
        drama direct story.txt --undo                            undo the last edit""",
        "The directions stand in STORY.script.toml beside the pins of `drama pin`, each anchored by the words of its "
        "line. Only this line is recorded anew, and not for a level or a pause.",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... [LINE]")
@click.option("--delivery", type=click.Choice([manner.value for manner in Manner]), help="The manner it is spoken in.")
@click.option("--rate", type=float, metavar="FACTOR", help="0.5 to 2, of the rate it would have.")
@click.option("--slower", count=True, help="Slower by a tenth; may be given several times.")
@click.option("--faster", count=True, help="Faster by a tenth.")
@click.option("--gain-db", type=float, metavar="DB", help="−24 to 12, added to the level it would have.")
@click.option("--softer", count=True, help="Softer by 2 dB; may be given several times.")
@click.option("--louder", count=True, help="Louder by 2 dB.")
@click.option("--stress", multiple=True, metavar="WORD", help="Stress WORD, and no others than those given.")
@click.option("--no-stress", is_flag=True, help="Stress no word, also none in italics.")
@click.option(
    "--pronounce",
    type=SoundType(),
    multiple=True,
    metavar="WORD=SOUND",
    help="Pronounce WORD so, in this line: a respelling, or /phonemes/.",
)
@click.option("--say", metavar="TEXT", help="Speak TEXT instead of the words that are printed.")
@click.option("--pause-after", type=int, metavar="MS", help="The pause between this line and the next, 0 to 60000.")
@click.option("--lock/--unlock", "locked", default=None, help="Hold speaker, kind and delivery as they are now.")
@click.option("--unset", type=click.Choice(list(DIRECTION_KEYS)), multiple=True, help="Take one direction back.")
@click.option("--reset", is_flag=True, help="Take all directions of LINE back.")
@click.option("--hear", "is_heard", is_flag=True, help="Play the line as it is then; alone, as it is now.")
@click.option("--list", "is_list", is_flag=True, help="List the lines that are directed.")
@click.option("--undo", is_flag=True, help="Undo the last edit of STORY.script.toml.")
@voices_option
@as_option
@style_option
def direct(
    said: tuple[str, ...],
    unset: tuple[str, ...],
    reset: bool,
    is_heard: bool,
    is_list: bool,
    undo: bool,
    voices: Path | None,
    as_: Form | None,
    style: str | None,
    **asked: Any,  # noqa: ANN401 (the options that say how)
) -> None:
    """Decide how a LINE of STORY is spoken, and say what a render records anew for it.

    STORY is a file, several files in order, or a folder of chapters. LINE is a number that `drama script` shows.
    """
    import drama

    how = _directions({**asked, "unset": unset})
    actions = [
        name for name, is_given in {"--list": is_list, "--undo": undo, "--reset": reset}.items() if is_given
    ]  # fmt: skip
    is_whole = (is_list or undo) and all(map(os.path.exists, said[1:]))
    named, others = apart(said, most=0 if is_whole else 1)
    number = _checked(actions, others, how, is_heard=is_heard)
    story = opened(named, needs_name=True)
    if number is None:
        editor = drama.correct(story, voices=voices, as_=as_)
        if undo:
            done = editor.undo()
            click.echo("The last edit is taken back")
            click.echo(clean(f"  in {done.path}"))
        for row in _listed(editor) if is_list else ():
            click.echo(clean(row))
        show_warnings(editor.script.warnings)
        return
    if how:
        _show(drama.direct_line(story, number, **how, voices=voices, as_=as_, style=style))
    elif actions:
        _show(drama.undirect_line(story, number, voices=voices, as_=as_, style=style))
    if is_heard:
        production = drama.prepare(
            story, voices=voices, style=style, as_=as_, language_anyway=True, lock_anyway=True
        )  # fmt: skip
        _play(production, number)


def _directions(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that say how a line is spoken, as :func:`drama.direct_line` takes them."""
    for one, other in (("rate", "slower"), ("rate", "faster"), ("gain_db", "softer"), ("gain_db", "louder"),
                       ("slower", "faster"), ("softer", "louder"), ("stress", "no_stress")):  # fmt: skip
        if asked[one] not in (None, 0, (), False) and asked[other]:
            raise click.UsageError(f"{_option(one)} and {_option(other)} do not go together")
    how = {key: asked[key] for key in ("delivery", "rate", "gain_db", "say", "pause_after", "locked")}
    how["faster"] = asked["faster"] - asked["slower"] or None
    how["louder"] = asked["louder"] - asked["softer"] or None
    how["stress"] = list(asked["stress"]) or ([] if asked["no_stress"] else None)
    how["unset"] = asked["unset"] or None
    how["pronounce"] = dict(asked["pronounce"]) or None
    return {key: value for key, value in how.items() if value is not None}


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _checked(actions: list[str], others: tuple[str, ...], how: Mapping[str, Any], *, is_heard: bool) -> int | None:
    """Return the number of the line, or None where the command is for none. Wrong usage for what does not fit."""
    if len(actions) > 1:
        raise click.UsageError(f"{actions[0]} and {actions[1]} do not go together")
    if actions and how:
        raise click.UsageError(f"{actions[0]} does not go with {_option(next(iter(how)))}")
    if actions and actions[0] in {"--list", "--undo"}:
        if is_heard:
            raise click.UsageError(f"{actions[0]} does not go with --hear")
        if others:
            raise click.UsageError(f"{actions[0]} is about the whole story; it takes no LINE")
        return None
    line = others[0] if others else ""
    if not (line.isascii() and line.isdigit() and len(line) < 10):
        raise click.UsageError(
            f"LINE is a number as `drama script` shows it, not {line!r}" if line else "name a LINE, or use --list"
        )
    if not actions and not how and not is_heard:
        raise click.UsageError("say how the line is spoken (see --help)")
    return int(line)


def _show(done: Directed) -> None:
    """Say how the line is spoken now, what is recorded for that, and where it is written."""
    line = done.line
    click.echo(clean(_about(line)))
    told = "; ".join(line.direction.in_words()) or "as the story tells it"
    click.echo(clean(f"  {told}"))
    recorded = f"{count(len(done.to_record), 'line')} to record anew" if done.to_record else "nothing to record anew"
    click.echo(clean(f"  {recorded}"))
    show_changed(done.changed)
    click.echo(clean(f"  in {done.path}"))


def _play(production: Production, number: int) -> None:
    """Play a line; where no player is installed, write it to the current folder."""
    import drama

    sound = drama.hear(production, number).wav()
    player = find_player()
    if player is None:
        path = Path(named_after(production.story_files.episode_path, f".line-{number}.wav").name)
        written = WrittenFiles(default_folder(), path, inputs=production.story_files.files, replaces_any=False)
        written.check(path)
        write_file(path, sound, place=written.place)
        click.echo(clean(f"  no player is installed: wrote {path}"))
        return
    with temporary_folder() as folder:
        path = folder / "line.wav"
        path.write_bytes(sound)
        click.echo(clean(f"  playing it with {player.name}"), err=True)
        play(path, player)


def _listed(editor: CorrectionsEditor) -> Iterator[str]:
    """Yield a row for every line that is directed."""
    lines = editor.directed()
    for line in lines:
        yield f"{_about(line)}  {'; '.join(line.direction.in_words())}"
    if not lines:
        yield f"no line is directed; directions would stand in {editor.path}"


def _about(line: Line) -> str:
    words = line.text if len(line.text) <= 60 else line.text[:59] + "…"
    return f"Line {line.number}: {line.speaker or 'narration'}, {words}"
