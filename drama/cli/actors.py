"""``drama actors``, also called ``drama stems``: human actors' recordings in the place of takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.stories import opened, story_argument, words
from drama.cli.terminal import Numbers, as_option, clean, count, force_option, paragraphs, show_warnings, voices_option

if TYPE_CHECKING:
    from drama import ImportedRecordings, RefusedRecording, StoryFiles
    from drama.model import Form, Line, Script

_SHEETS = {".csv": "csv", ".html": "html", ".htm": "html", ".txt": "txt"}
_NUMBERS = 20
"""Numbers of lines that are listed one by one."""
_PASSED_OVER = 12
"""Files that are nobody's fault, and listed."""


def _command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Return what makes a command of a function, under one of its two names."""
    return click.command(
        name,
        epilog=paragraphs(
            "Examples:",
            f"""\b
            drama {name} story.txt --sheet --part Anna -o anna.html     what Anna's actor reads, file by file
            drama {name} story.txt --import anna/ --dry-run             which file is which line, and what is wrong
            drama {name} story.txt --import anna/                       her recordings take the place of takes
            drama render story.txt
            drama {name} story.txt                                      whose lines are recorded, and which are missing
            drama {name} story.txt --remove 12,30-34                    a voice speaks these again
            drama undo story.txt{" " * (34 + len(name))}takes the whole import back""",
            "Names: 12.wav, 012 Anna.wav, Anna_012_take2.wav, line-12.flac, 12b.wav. The number is the line's, as "
            "`drama script` and the sheet show it; of several takes the last is used, or the one with an x. A sheet "
            "saved as CSV in the folder tells lines by their words, so that the story may be edited meanwhile. WAV, "
            "FLAC, AIFF, Ogg, Opus, MP3, M4A, at any rate; silence around a line is cut, its level is set, nothing "
            "else is done to it.",
            "The files stay where they are; STORY.script.toml says which stands for which line. The stems of an "
            "episode are written by `drama render --stems FOLDER`.",
        ),
    )


def _options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options of the command, which both of its names have."""
    for option in reversed(
        (
            story_argument,
            click.option("--import", "folder", type=click.Path(path_type=Path, readable=False), metavar="FOLDER",
                         help="Take the recordings in FOLDER."),
            click.option("--part", "parts", multiple=True, metavar="NAME",
                         help="Only this character's lines; `narrator` is one. May be repeated."),
            click.option("--copy", "copies", is_flag=True, help="Copy the recordings into STORY.recordings/."),
            click.option("--strict", is_flag=True, help="Take nothing where anything is wrong or odd."),
            click.option("--dry-run", is_flag=True, help="Show what would be taken; change nothing."),
            click.option("--sheet", "is_sheet", is_flag=True,
                         help="Write what the actors read: .csv, .html or .txt; text without -o."),
            click.option("-o", "--output", type=click.Path(path_type=Path, readable=False), metavar="FILE",
                         help="The file of the sheet."),
            force_option,
            click.option("--remove", "removed", type=Numbers("lines"), metavar="LINES",
                         help="Have voices speak these lines again."),
            click.option("--remove-all", "removes_all", is_flag=True, help="The same for all, or all of --part."),
            voices_option,
            as_option,
        )
    ):  # fmt: skip
        function = option(function)
    return function


@_command("actors")
@_options
def actors(story: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 (the options)
    """Put human actors' recordings in the place of STORY's takes, line by line; voices speak the others."""
    _run(story, **given)


@_command("stems")
@_options
def stems(story: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 (the options)
    """Put human actors' recordings in the place of STORY's takes: `drama actors` by its other name."""
    _run(story, **given)


def _run(
    story: tuple[Path, ...],
    *,
    folder: Path | None,
    parts: tuple[str, ...],
    copies: bool,
    strict: bool,
    dry_run: bool,
    is_sheet: bool,
    output: Path | None,
    replaces_any: bool,
    removed: frozenset[int] | None,
    removes_all: bool,
    voices: Path | None,
    as_: Form | None,
) -> None:
    import drama

    _check_usage(folder=folder, is_sheet=is_sheet, removes=bool(removed) or removes_all,
                 of_import=copies or strict or dry_run, of_sheet=output is not None or replaces_any)  # fmt: skip
    if removed is not None and removes_all:
        raise click.UsageError("--remove and --remove-all do not go together")
    files = opened(story, needs_name=not is_sheet)
    if folder is not None:
        options = {"parts": parts, "copies": copies, "strict": strict, "dry_run": dry_run}
        _import(files, folder, options, voices=voices, as_=as_)
    elif removed is not None or removes_all:
        lines = drama.remove_recordings(files, removed, parts=parts, voices=voices, as_=as_)
        click.echo(clean(f"{_lines([line.number for line in lines])} spoken by voices again; the files stay"))
    else:
        script = drama.read(files, voices=voices, as_=as_)
        show_warnings(script.warnings)
        if is_sheet:
            _write_sheet(script, files, parts, output, overwrite=replaces_any)
        else:
            problems = drama.recording_problems(script, files)
            for row in _standing(script, files, problems):
                click.echo(clean(row))
            if problems:
                raise click.exceptions.Exit(1)


def _import(
    story: StoryFiles, folder: Path, options: Mapping[str, Any], *, voices: Path | None, as_: Form | None
) -> None:
    """Take the recordings in a folder; end with an error where a file was refused."""
    import drama

    with _counting() as progress:
        done = drama.import_recordings(story, folder, voices=voices, as_=as_, progress=progress, **options)
    _show_import(done, story, dry_run=options["dry_run"], strict=options["strict"])
    if done.refused or (options["strict"] and not done.is_clean):
        raise click.exceptions.Exit(1)


def _check_usage(*, folder: Path | None, is_sheet: bool, removes: bool, of_import: bool, of_sheet: bool) -> None:
    """Raise wrong usage for options that do not go together."""
    given = {"--import": folder is not None, "--sheet": is_sheet, "--remove": removes}
    actions = [name for name, is_given in given.items() if is_given]
    if len(actions) > 1:
        raise click.UsageError(f"{actions[0]} and {actions[1]} do not go together")
    if of_import and folder is None:
        raise click.UsageError("--copy, --strict and --dry-run go with --import FOLDER")
    if of_sheet and not is_sheet:
        raise click.UsageError("-o and --force go with --sheet")


# ------------------------------------------------------------------ what is shown


def _show_import(done: ImportedRecordings, story: StoryFiles, *, dry_run: bool, strict: bool) -> None:
    """Print what became of every file: first what is wrong, then what is odd, then what is taken."""
    for row in _import_rows(done):
        click.echo(clean(row))
    if done.is_written:
        click.echo(clean(f"  in {done.path}; take it back with  drama undo {words(story)}"))
        return
    why = ""
    if done.taken and dry_run:
        why = ": this was a dry run"
    elif done.taken:
        is_refused = strict and not done.is_clean
        why = (
            ": --strict takes nothing where anything is wrong or odd" if is_refused else ": it all stood there already"
        )
    click.echo(f"  nothing is changed{why}")


def _import_rows(done: ImportedRecordings) -> Iterator[str]:
    if done.refused:
        yield f"{count(len(done.refused), 'file')} not taken:"
        yield from _named(done.refused)
    odd = [one for one in done.taken if one.warnings]
    if odd:
        yield f"{count(len(odd), 'file')} odd, and taken all the same:"
        yield from (f"  {one.path.name}, line {one.line.number}: {'; '.join(one.warnings)}" for one in odd)
    if done.passed_over:
        yield f"{count(len(done.passed_over), 'file')} passed over:"
        yield from _named(done.passed_over[:_PASSED_OVER])
        if len(done.passed_over) > _PASSED_OVER:
            yield f"  … and {len(done.passed_over) - _PASSED_OVER} more"
    least, most = done.gains_db
    new = sum(one.is_new for one in done.taken)
    again = f", {len(done.taken) - new:,} of them as before" if new < len(done.taken) else ""
    by = f"{_decibels(least)} to {_decibels(most)}" if least != most else _decibels(least)
    yield f"{count(len(done.taken), 'recording')}{again}" + (f", levelled by {by} dB" if done.taken else "")
    for who, total in done.lines.items():
        yield f"  {who}: {_of(total, done.missing.get(who, ()))}"


def _named(files: Sequence[RefusedRecording]) -> Iterator[str]:
    return (f"  {one.path.name}: {one.reason}" for one in files)


def _of(total: int, missing: Sequence[int]) -> str:
    """Return how many of somebody's lines are recorded, and which are not."""
    if not missing:
        return f"all {count(total, 'line')}"
    are = "is" if len(missing) == 1 else "are"
    return f"{total - len(missing):,} of {count(total, 'line')}; {_lines(missing)} {are} missing"


def _lines(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers[:_NUMBERS]]
    if len(numbers) > _NUMBERS:
        shown.append(f"{len(numbers) - _NUMBERS} more")
    some = ", ".join(shown[:-1])
    return f"line{'s' if len(numbers) > 1 else ''} {f'{some} and {shown[-1]}' if some else shown[-1]}"


def _decibels(db: float) -> str:
    return f"{db:+.1f}".replace("-", "−")


def _standing(script: Script, story: StoryFiles, problems: Mapping[int, str]) -> Iterator[str]:
    """Yield whose lines are recorded, which are missing, and what is wrong with recordings."""
    by_speaker: dict[str, list[Line]] = {}
    for line in script.lines:
        by_speaker.setdefault(line.speaker or "narrator", []).append(line)
    recorded = {who: [line for line in lines if line.direction.recording] for who, lines in by_speaker.items()}
    if not any(recorded.values()):
        yield "no line is recorded by an actor: voices speak all of them"
        yield f"  what an actor reads:  drama actors {words(story)} --sheet --part NAME -o sheet.html"
        return
    if problems:
        yield f"{count(len(problems), 'recording')} cannot be used:"
        by_number = {line.number: line for line in script.lines}
        for number, problem in problems.items():
            yield f"  line {number}: {by_number[number].direction.recording}: {problem}"
        yield "  put them back, import others, or have voices speak the lines (--remove)"
    for who, lines in recorded.items():
        spoken = [line for line in by_speaker[who] if any(map(str.isalnum, line.text))]
        missing = [line.number for line in spoken if not line.direction.recording or line.number in problems]
        yield f"{who}: {_of(len(spoken), missing) if lines else 'a voice'}"
        yield from (
            f"  line {line.number}: {line.direction.recording}" for line in lines if line.number not in problems
        )


def _write_sheet(
    script: Script,
    story: StoryFiles,
    parts: tuple[str, ...],
    output: Path | None,
    *,
    overwrite: bool,
) -> None:
    """Write what the actors read, in the form that the suffix names, or print it."""
    import drama

    if output is None:
        click.echo(drama.recording_sheet(script, parts=parts), nl=False)
        return
    form = _SHEETS.get(output.suffix.lower())
    if form is None:
        raise click.UsageError(f"a sheet is written as {', '.join(_SHEETS)}, not as {output.suffix or output.name!r}")
    sheet = drama.recording_sheet(script, form, parts=parts)
    drama.write_script(script, output, sheet, story=story, overwrite=overwrite)
    click.echo(clean(f"wrote {output}"))


@contextmanager
def _counting() -> Iterator[Callable[[int, int], None]]:
    """Yield what draws how many files are read, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    bars: dict[str, Any] = {}

    def draw(done: int, total: int) -> None:
        if not bars:
            bars["read"] = click.progressbar(length=total, label="Listening", file=sys.stderr, show_pos=True)
        bars["read"].update(done - bars["read"].pos)

    try:
        yield draw
    finally:
        for bar in bars.values():
            bar.render_finish()
