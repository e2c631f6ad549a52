"""``drama script``: who says what, by which rule, how sure."""

from __future__ import annotations

import shlex
import sys
import textwrap
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from drama.cli.assistant import ask, write_review
from drama.cli.skipped import counted, skipped_rows
from drama.cli.stories import opened, story_argument, words
from drama.cli.streams import is_utf_8
from drama.cli.terminal import (
    action_option,
    as_option,
    clean,
    colour_of,
    count,
    force_option,
    paragraphs,
    show_form,
    show_warnings,
    uncollected,
    voices_option,
)
from drama.errors import ScriptError
from drama.model import UNKNOWN

if TYPE_CHECKING:
    from drama import Explanation
    from drama.model import Form, Line, Scene, Script, Segment, StoryFiles


_FORMS = {
    **dict.fromkeys((".fountain", ".spmd"), "fountain"),
    **dict.fromkeys((".html", ".htm"), "table-read"),
    ".jsonl": "jsonl",
    ".txt": "text",
}
"""What a file is written as by its suffix."""


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama script story.txt | less -R
        drama script story.txt --doubtful            the lines to check, worst first
        drama script story.txt --explain 12          why line 12 has its speaker
        drama script story.txt --skipped             what is not spoken, by reason
        drama script story.txt --ask http://127.0.0.1:11434/v1 --model llama3.1    ask Ollama about these lines
        drama script story.txt --for-review -o ask.md     the same questions as a file to fill in
        drama script my-novel/                       the chapters in a folder, as one story
        drama script story.txt --format jsonl > script.jsonl
        drama script story.txt --format fountain -o story.fountain   to edit; then: drama render story.fountain
        drama script story.txt --format table-read -o sides.html --part Anna""",
    )
)
@story_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "fountain", "table-read", "jsonl"]),
    help="Output format: text to read; Fountain to edit and render; HTML pages for a table read; JSON lines.  "
    "[default: that of FILE's suffix, else text]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write to a file instead of the terminal.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    metavar="NAME",
    help="Mark this character's part in a table read. May be repeated.",
)
@force_option
@click.option(
    "--doubtful",
    is_flag=True,
    help="Show only lines with a doubtful speaker, least confident first, with the evidence for both candidates.",
)
@click.option(
    "--explain",
    type=click.IntRange(min=1),
    metavar="LINE",
    help="Show every candidate speaker of this line, with the evidence for and against each.",
)
@click.option(
    "--ask",
    "url",
    is_flag=False,
    flag_value="",
    metavar="[URL]",
    help="Ask a chat model about the doubtful lines, at an OpenAI-style address such as http://127.0.0.1:11434/v1, and "
    "keep its answers in STORY.answers.json. Sends these lines and what stands around them there.  [default of URL: "
    "that of [assistant] in the cast file]",
)
@click.option("--model", metavar="NAME", help="Model that --ask asks.  [default: that of [assistant] in the cast file]")
@click.option(
    "--for-review",
    is_flag=True,
    help="Write the doubtful lines as questions to fill in, by you or any chat assistant; then: drama pin STORY --from "
    "FILE.",
)
@click.option("--skipped", is_flag=True, help="List what is not spoken: counted by reason, then each with its place.")
@voices_option
@as_option
@action_option
@uncollected
def script(
    story: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    parts: tuple[str, ...],
    replaces_any: bool,
    doubtful: bool,
    explain: int | None,
    skipped: bool,
    url: str | None,
    model: str | None,
    for_review: bool,
    voices: Path | None,
    as_: Form | None,
    action: bool,
) -> None:
    """Show STORY as a script: every line with its speaker. Records nothing.

    A line marked ? has a doubtful speaker, with the reason beside it. Correct it with `drama pin`.
    """
    import drama

    wanted = {"--doubtful": doubtful, "--explain": explain, "--skipped": skipped, "--for-review": for_review}
    views = [name for name, is_on in wanted.items() if is_on]
    if model is not None and url is None:
        raise click.UsageError("--model names the model that --ask asks")
    form = _checked_form(views, form, output, parts)
    files = opened(story)
    if url is not None:
        ask(files, url, model, voices=voices, as_=as_, action=action)
    if for_review:
        asking = drama.questions(files, voices=voices, as_=as_, action=action)
        write_review(asking, output, voices=voices, replaces_any=replaces_any)
        return
    if doubtful or explain:
        written, why = drama.explain(
            files,
            lambda line: line.number == explain if explain else line.is_doubtful,
            voices=voices,
            as_=as_,
            action=action,
        )
        show_form(written)
        show_warnings(written.warnings)
        for row in explained_line(written, explain, why) if explain else doubtful_lines(written, why, words(files)):
            click.echo(row)
        return
    written = drama.read(files, voices=voices, as_=as_, action=action)
    show_form(written)
    show_warnings(written.warnings)
    if output is not None or form in {"fountain", "table-read"}:
        rows = (click.unstyle(row) for row in screenplay(written))
        text = (
            "".join(f"{row}\n" for row in rows) if form == "text" else drama.export_script(written, form, parts=parts)
        )
        _put(written, text, output, files, voices=voices, replaces_any=replaces_any)
        return
    if form == "jsonl":
        for record in drama.script_records(written, is_ascii=not is_utf_8()):
            sys.stdout.buffer.write(record.encode() + b"\n")
        return
    for row in skipped_rows(written, _width()) if skipped else screenplay(written):
        click.echo(row)


def _checked_form(views: Sequence[str], form: str | None, output: Path | None, parts: Sequence[str]) -> str:
    """Return the form the script is written in. Raises click's UsageError for options that do not go together."""
    if len(views) > 1:
        raise click.UsageError(f"{views[0]} and {views[1]} do not go together")
    if views == ["--for-review"]:
        if form is not None:
            raise click.UsageError(f"--for-review is a text of its own; it does not go with --format {form}")
        form = "text"
    elif views and (form or _form_of(output)) != "text":
        raise click.UsageError(f"{views[0]} is for reading; it does not go with --format {form or _form_of(output)}")
    elif views and output is not None:
        raise click.UsageError(f"{views[0]} is for reading; it does not go with -o")
    form = form or _form_of(output)
    if parts and form != "table-read":
        raise click.UsageError("--part marks a part in --format table-read")
    return form


def _put(
    script: Script,
    text: str,
    output: Path | None,
    story: StoryFiles,
    *,
    voices: Path | None,
    replaces_any: bool,
) -> None:
    """Write a text to a file, or to standard output as it is."""
    import drama

    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        return
    drama.write_script(script, output, text, story=story, voices=voices, overwrite=replaces_any)
    click.echo(clean(f"{output}: {count(len(script.lines), 'line')}, {count(len(script.scenes), 'scene')}"), err=True)


def _form_of(output: Path | None) -> str:
    """Return the form that a file's suffix names; text for a terminal. Raises a usage error for any other suffix."""
    if output is None:
        return "text"
    form = _FORMS.get(output.suffix.lower())
    if form is None:
        valid = ", ".join(dict.fromkeys(_FORMS))
        raise click.UsageError(
            f"{output}: no script is written as {output.suffix or 'that'}; valid is {valid}; or name the --format"
        )
    return form


def screenplay(script: Script) -> Iterator[str]:
    """Yield the script as rows to read: scenes, speakers, words, what is in doubt, and what is not spoken."""
    from drama import DROPPED_TAG, LEFT_OUT

    width = _width()
    if script.story.title:
        by = f" by {script.story.author}" if script.story.author else ""
        yield click.style(clean(script.story.title), bold=True) + clean(by)
    scenes = {scene.number: scene for scene in script.scenes}
    dropped = deque(segment for segment in script.unspoken if segment.rule in {DROPPED_TAG, LEFT_OUT})
    tags, others = (sum(segment.rule == rule for segment in dropped) for rule in (DROPPED_TAG, LEFT_OUT))
    for number, lines in groupby(script.lines, key=lambda line: line.scene):
        yield ""
        yield _heading(scenes[number], width)
        yield from _setting(scenes[number])
        until = scenes[number].setting.bed_until
        for line in lines:
            if until is not None and line.paragraph >= until:
                yield click.style(f"        [{scenes[number].setting.bed} ends]", dim=True)
                until = None
            yield from _left_out(dropped, line.spans[0].start, script)
            for effect in line.effects:
                yield click.style(clean(f"        [{effect}]"), dim=True)
            yield from _spoken(line, width)
    yield from _left_out(dropped, len(script.story.text), script)
    doubtful = sum(line.is_doubtful for line in script.lines)
    left_out = (f", {count(tags, 'tag')} not spoken" if tags else "") + (f", {others:,} left out" if others else "")
    yield ""
    yield (
        f"{count(len(script.lines), 'line')}, {count(len(script.characters), 'character')}, {doubtful:,} in doubt"
        f"{left_out}"
    )
    if script.unspoken:
        yield counted(script)


def _setting(scene: Scene) -> Iterator[str]:
    """Yield what the words of a scene tell of its sound, if they do."""
    sounds = [*filter(None, (scene.setting.room, scene.setting.bed))]
    if sounds:
        by = f": {', '.join(scene.setting.evidence)}" if scene.setting.evidence else ""
        yield click.style(clean(f"        sounds like {', '.join(sounds)}{by}"), dim=True)


def _left_out(dropped: deque[Segment], before: int, script: Script) -> Iterator[str]:
    """Yield the tags and lines that are not spoken and stand before an offset; take them from the queue."""
    while dropped and dropped[0].start < before:
        segment = dropped.popleft()
        words = " ".join(script.story.text[segment.start : segment.end].split())
        yield click.style(clean(f"        (not spoken: {words})"), dim=True)


_A_STRANGER = "a stranger, whom nobody names"


def doubtful_lines(script: Script, why: Mapping[int, Explanation], story: str) -> Iterator[str]:
    """Yield the doubtful lines, least sure first, each with what spoke for the two best speakers."""
    width = _width()
    doubtful = sorted((line for line in script.lines if line.is_doubtful), key=lambda line: line.confidence)
    shown: set[int] = set()
    for line in doubtful:
        explanation = why.get(line.number)
        if explanation is not None and id(explanation) in shown:
            continue  # the same speech goes on, and is settled with this line
        shown.add(id(explanation))
        yield from _spoken(line, width, is_told_why=True)
        for name, share, reasons in _sides(line, explanation):
            sure = "" if share is None else f" {share:.0%}"
            yield from _wrapped(f"{name}{sure}: {'; '.join(reasons)}", width)
        other = line.runner_up or line.speaker or UNKNOWN
        hint = f"if it is {other}:  drama pin {story} {line.number} {_shown(other)}"
        yield click.style(clean(" " * 9 + hint), dim=True)
    yield f"{count(len(doubtful), 'line')} in doubt of {len(script.lines):,}"


def _sides(line: Line, why: Explanation | None) -> Iterator[tuple[str, float | None, list[str]]]:
    """Yield the speaker and the runner-up, how likely each is, and what spoke for each."""
    if why is None:
        yield line.speaker or UNKNOWN, None, list(line.evidence) or ["nothing"]
        return
    for contender in why.contenders[:2]:
        reasons = [one.words for one in why.reasons_for(contender.name)] or ["nothing"]
        # The odds are those between the contenders: of a stranger they only say that none of the others is meant.
        is_stranger = line.is_of_stranger and contender.name == line.speaker
        yield contender.name, None if is_stranger else contender.posterior, reasons


def explained_line(script: Script, number: int, why: Mapping[int, Explanation]) -> Iterator[str]:
    """Yield a line with everybody who may speak it, and all that speaks for and against each.

    Raises :class:`ScriptError` for a line the script does not have.
    """
    from drama import in_words

    if number > len(script.lines):
        raise ScriptError(f"no line {number}: the script has lines 1 to {len(script.lines)}")
    line = script.lines[number - 1]
    width = _width()
    yield from _spoken(line, width)
    if line.speaker is None:
        yield "        narration: nobody else may speak it"
        return
    yield clean(f"        {line.speaker}, {line.confidence:.0%} sure, decided by: {in_words(line.rule, line.speaker)}")
    if line.number not in why:
        for evidence in line.evidence:
            yield from _wrapped(in_words(evidence, line.speaker), width)
        return
    for contender in why[line.number].contenders:
        yield ""
        yield "        " + click.style(
            clean(f"{contender.name} {contender.posterior:.1%}"), fg=colour_of(contender.name), bold=True
        )
        for reason in contender.reasons:
            yield clean(f"        {reason.weight:+6.1f}  {reason.words}".replace("-", "−", 1))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        clean(text), max(width, 40), initial_indent=" " * 9 + "· ", subsequent_indent=" " * 11, break_on_hyphens=False
    )


def _shown(word: object) -> str:
    """Return a word as it is typed in a shell."""
    return shlex.quote(str(word))


def _width() -> int:
    return min(get_terminal_size().columns, 100)


def _heading(scene: Scene, width: int) -> str:
    title = clean(f"── Scene {scene.number} · {scene.title} ")
    seen_by = clean(f" seen by {scene.point_of_view}") if scene.point_of_view else ""
    return click.style(title.ljust(width - len(seen_by), "─") + seen_by, bold=True)


def _spoken(line: Line, width: int, *, is_told_why: bool = False) -> Iterator[str]:
    """Yield a line with its speaker; where that is doubtful with the reason, unless it ``is_told_why``."""
    from drama import in_words

    if line.speaker is not None:
        how = [how for how in (line.kind.value if line.kind == "thought" else "", *_delivery(line)) if how]
        about = f" ({', '.join(how)})" if how else ""
        is_stranger = line.is_of_stranger
        doubt = f"   ? {_A_STRANGER if is_stranger else f'{line.confidence:.0%} sure'}" if line.is_doubtful else ""
        if doubt and not is_told_why and not is_stranger:
            doubt += f": {in_words(line.rule, line.speaker)}" + (f"; or {line.runner_up}" if line.runner_up else "")
        yield (
            "        "
            + click.style(clean(line.speaker).upper(), fg=colour_of(line.speaker), bold=True)
            + click.style(about, dim=True)
            + click.style(clean(doubt), fg="bright_red")
        )
    rows = textwrap.wrap(clean(line.text), max(width - 10, 30)) or [""]
    for index, row in enumerate(rows):
        number = f"{line.number:>6}  " if index == 0 else " " * 8
        words = click.style(f"  {row}", fg=colour_of(line.speaker)) if line.speaker else click.style(row, dim=True)
        yield click.style(number, dim=True) + words
    if told := "; ".join(line.direction.in_words()):
        for index, row in enumerate(textwrap.wrap(clean(f"as directed: {told}"), max(width - 12, 30))):
            yield " " * 10 + click.style(("· " if index == 0 else "  ") + row, dim=True)


def _delivery(line: Line) -> Iterator[str]:
    delivery = line.delivery
    for value, plain in ((delivery.manner, "plain"), (delivery.ending, "full"), (delivery.channel, "direct")):
        if value != plain:
            yield {"cut": "cut off", "trailing": "trails off", "phone": "on the phone", "radio": "over the radio",
                   "door": "through a door", "distance": "from afar", "pa": "over loudspeakers",
                   "memory": "remembered"}.get(value.value, value.value)  # fmt: skip
