"""``drama pin``: corrections that last, of who speaks a line and of who is who."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.assistant import headline, read_text, show_not_taken
from drama.cli.stories import apart, opened
from drama.cli.terminal import as_option, clean, count, paragraphs, show_warnings, voices_option

if TYPE_CHECKING:
    from drama import Correction, CorrectionsEditor, Pinned, Reassigned
    from drama.model import Form, Kind, Line

_STORY_LINE = 2
"""Words of a story in one file and a line of it."""
_SHOWN = 40
"""Lines listed that changed hands."""


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama pin story.txt 12 Anna                     line 12 is Anna's; the lines around it are decided again
        drama pin story.txt 12 "the ferryman" --new     somebody the story does not name
        drama pin story.txt 12 narrator                 not speech, despite the quotation marks
        drama pin story.txt 12 Anna --kind thought
        drama pin story.txt 12 --skip                   leave line 12 out
        drama pin story.txt 12 --remove
        drama pin story.txt --merge Anna "Miss Berg"    one character, called Anna
        drama pin story.txt --rename Anna "Anna Berg"
        drama pin story.txt --split "Old Berg"          not the Berg drama took him for
        drama pin story.txt Anna --remove               remove the rename or merge of Anna
        drama pin story.txt "A plate" --remove          speak a skipped line again
        drama pin story.txt --from ask.md               take the answers of a review that was filled in
        drama pin story.txt --undo                      undo the last edit
        drama pin story.txt --list
        drama pin my-novel/ 12 Anna                     in a folder of chapters
        drama pin 01.md 02.md 12 Anna                   in several files, named as for `drama render`""",
        "The corrections stand in STORY.script.toml beside the story, or beside the folder of its files, and you may "
        "edit them there too. Each is anchored by the "
        "words of its line and survives edits elsewhere in the story; one whose words are gone is reported by every "
        "command.",
    )
)
@click.argument("said", nargs=-1, required=True, metavar="STORY... [LINE] [SPEAKER]")
@click.option(
    "--kind", type=click.Choice(["dialogue", "thought"]), help="Also set whether the line is spoken or thought."
)
@click.option("--new", "is_new", is_flag=True, help="Add SPEAKER, whom the story does not name, as a character.")
@click.option("--skip", is_flag=True, help="Leave LINE out of the episode.")
@click.option(
    "--remove",
    is_flag=True,
    help="Remove a correction: of a LINE, of a character by name, or of a skipped line by its first words.",
)
@click.option("--undo", is_flag=True, help="Undo the last edit.")
@click.option("--list", "is_list", is_flag=True, help="List the corrections of STORY.")
@click.option("--rename", nargs=2, metavar="OLD NEW", help="Rename a character.")
@click.option("--merge", nargs=2, metavar="A B", help="Merge two characters; both are called A.")
@click.option("--split", metavar="NAME", help="Make NAME, an alias of a character, a character of its own.")
@click.option(
    "--from",
    "review",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Take the answers in FILE, which `drama script STORY --for-review` wrote and somebody filled in.",
)
@click.option("--drop-stale", is_flag=True, help="Remove pins whose words are no longer in the story.")
@voices_option
@as_option
def pin(
    said: tuple[str, ...],
    kind: str | None,
    is_new: bool,
    skip: bool,
    remove: bool,
    undo: bool,
    is_list: bool,
    rename: tuple[str, str] | None,
    merge: tuple[str, str] | None,
    split: str | None,
    review: Path | None,
    drop_stale: bool,
    voices: Path | None,
    as_: Form | None,
) -> None:
    """Correct the speaker of a LINE of STORY, and list the other lines that change speaker with it.

    STORY is a file, several files in order, or a folder of chapters. LINE is a number that `drama script` shows.
    SPEAKER is a character of the story, or `narrator`.
    """
    import drama

    actions = {
        "--remove": remove, "--list": is_list, "--rename": rename, "--merge": merge, "--split": split,
        "--drop-stale": drop_stale, "--undo": undo, "--skip": skip, "--from": review,
    }  # fmt: skip
    edits = [name for name, value in actions.items() if value]
    named, others = apart(said, most=_words_after(edits, said))
    line, speaker = (*others, None, None)[:2]
    _check_usage(edits, line, speaker, is_pinning=bool(kind or is_new))
    story = opened(named, needs_name=True)
    if review is not None:
        taken = drama.take_review(story, read_text(review), voices=voices, as_=as_)
        _show(taken.correction, headline(taken))
        show_not_taken(taken)
        return
    editor = drama.correct(story, voices=voices, as_=as_)
    if is_list:
        for row in _listed(editor):
            click.echo(clean(row))
    elif undo:
        _show(editor.undo(), "the last edit is taken back")
    elif rename:
        _show(editor.rename(*rename), f"{rename[0]} is now called {rename[1]}")
    elif merge:
        _show(editor.merge(*merge), f"{merge[1]} is now {merge[0]}")
    elif split:
        _show(editor.split(split), f"{split} is now a person of their own")
    elif drop_stale:
        done = editor.drop_stale()
        _show(done, f"{count(len(done.stale), 'stale pin')} dropped")
    elif line:
        _edit_line(editor, line, speaker or "", kind=kind, is_new=is_new, skip=skip, remove=remove)
    show_warnings(editor.script.warnings)


def _edit_line(
    editor: CorrectionsEditor, line: str, speaker: str, *, kind: str | None, is_new: bool, skip: bool, remove: bool
) -> None:
    """Make the edit that concerns one line, and show it."""
    if remove:
        _remove(editor, line)
    elif skip:
        before = editor.script.lines
        done = editor.leave_out(int(line))
        _show(done, f"line {line} is left out: {_words(before[int(line) - 1])}")
    else:
        done = editor.pin(int(line), speaker, kind=_kind(kind), is_new=is_new)
        was = next((one.before or "narration" for one in done.changed if one.line == done.line), None)
        _show(done, (_about(done.line) if done.line else "pinned") + (f", was {was}" if was else ""))


def _words_after(edits: Sequence[str], said: Sequence[str]) -> int:
    """Return how many words follow the story: LINE and SPEAKER, one of them, or none if all words name files."""
    if edits and edits[0] not in {"--skip", "--remove"}:
        return 0 if all(map(os.path.exists, said[1:])) else 2
    return 2 if not edits or (len(said) > _STORY_LINE and not os.path.exists(said[-2])) else 1  # noqa: PTH110 (as above)


def _check_usage(edits: Sequence[str], line: str | None, speaker: str | None, *, is_pinning: bool) -> None:
    """Raise click's UsageError for words and options that do not go together."""
    if len(edits) > 1:
        raise click.UsageError(f"{edits[0]} and {edits[1]} do not go together")
    if edits and is_pinning:
        raise click.UsageError(f"--kind and --new do not go with {edits[0]}")
    if edits == ["--remove"]:
        if line is None or speaker is not None:
            raise click.UsageError("--remove takes a LINE, or the name of a character, and nothing else")
    elif edits == ["--skip"]:
        if line is None or _number(line) is None or speaker is not None:
            raise click.UsageError("--skip takes a LINE, a number as `drama script` shows it, and nothing else")
    elif edits and line is not None:
        raise click.UsageError(f"{edits[0]} takes no LINE and no SPEAKER")
    elif not edits and (line is None or speaker is None):
        raise click.UsageError("name a LINE and its SPEAKER, or say what else to do (see --help)")
    elif not edits and line is not None and _number(line) is None:
        raise click.UsageError(f"LINE is a number as `drama script` shows it, not {line!r}")


def _remove(editor: CorrectionsEditor, what: str) -> None:
    number = _number(what)
    if number is None and editor.left_out(what):
        done = editor.bring_back(what)
        _show(done, _about(done.line) if done.line else "not left out any more")
        return
    if number is None:
        _show(editor.forget(what), f"{what} is as the story has it")
        return
    done = editor.unpin(number)
    _show(done, f"{_about(done.line)}, not pinned any more" if done.line else "not pinned any more")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _kind(name: str | None) -> Kind | None:
    from drama.model import Kind

    return None if name is None else Kind(name)


def _about(line: Line) -> str:
    return f"line {line.number}: {line.speaker or 'narration'}, {_words(line)}"


def _words(line: Line) -> str:
    return _cut(line.text)


def _cut(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def _show(done: Correction, headline: str) -> None:
    """Say what was done, where it is written, and which lines changed hands by it."""
    click.echo(clean(f"{headline[:1].upper()}{headline[1:]}"))
    show_changed([one for one in done.changed if done.line is None or one.line.number != done.line.number])
    click.echo(clean(f"  in {done.path}"))


def show_changed(changed: Sequence[Reassigned]) -> None:
    """List lines that changed hands."""
    for one in changed[:_SHOWN]:
        before, now = one.before or "the narrator", one.line.speaker or "the narrator"
        click.echo(clean(f"  line {one.line.number} changed hands: {before} → {now}  {_words(one.line)}"))
    if len(changed) > _SHOWN:
        click.echo(f"  and {count(len(changed) - _SHOWN, 'more line')}")


def _place(one: Pinned) -> str:
    return "stale" if one.is_stale else f"line {one.line.number}" if one.line else "not spoken"


def _listed(editor: CorrectionsEditor) -> Iterator[str]:
    """Yield a row for every correction."""
    from drama.model import Kind

    for one in editor.pins():
        if not one.pin.is_of_speaker:
            yield f"{_place(one)}: {', '.join(one.pin.direction.in_words())}  {_cut(one.pin.words)}"
            continue
        now = one.pin.speaker or ("left out" if one.pin.kind is Kind.SKIP else "narration")
        kind = f" ({one.pin.kind.value})" if one.pin.kind and one.pin.speaker else ""
        how = "".join(f", {word}" for word in one.pin.direction.in_words())
        yield f"{_place(one)}: {now}{kind}{how}  {_cut(one.pin.words)}"
    for naming in editor.corrections.people.values():
        if naming.is_apart:
            yield f"{naming.name}: a person of their own"
        elif naming.aliases:
            yield f"{naming.name}: also {', '.join(naming.aliases)}"
        else:
            yield f"{naming.name}: added"
    for answer, line in editor.answers():
        place = f"line {line.number}" if line is not None else "stale"
        yield f"{place}: {answer.answer}, says {answer.by} (evidence)  {_cut(answer.words)}"
    if not (editor.corrections.pins or editor.corrections.people):
        yield f"no corrections; they would stand in {editor.path}"
