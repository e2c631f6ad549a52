"""All commands as one, and what becomes of their failures."""

from __future__ import annotations

import os
import sys

import click

from drama import __version__
from drama.cli.actors import actors, stems
from drama.cli.cast import cast
from drama.cli.check import check
from drama.cli.direct import direct
from drama.cli.doctor import doctor
from drama.cli.hear import hear
from drama.cli.mark import mark
from drama.cli.pin import pin
from drama.cli.preview import preview
from drama.cli.pronounce import pronounce
from drama.cli.recast import recast
from drama.cli.render import render
from drama.cli.script import script
from drama.cli.season import season
from drama.cli.shelf import shelf
from drama.cli.signals import EXIT_CODE
from drama.cli.sound import sound
from drama.cli.sounds import sounds
from drama.cli.streams import OutputError, discard_output
from drama.cli.studio import studio
from drama.cli.takes import takes
from drama.cli.terminal import clean, paragraphs
from drama.cli.undo import redo, undo
from drama.cli.verify import verify
from drama.cli.voices import voices
from drama.errors import DramaError
from drama.files.text_edits import made_by


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=paragraphs(
        "Start here:",
        """\b
        drama studio story.txt              all of this on a page in the browser
        drama script story.txt              who says what
        drama cast story.txt                which voice each of them gets
        drama preview story.txt --scene 2   hear one scene
        drama hear story.txt 12             hear line 12
        drama render story.txt              the whole episode, as story.mp3
        drama pin story.txt 12 Anna         line 12 is Anna's, not who drama thinks
        drama direct story.txt 12 --slower  and spoken slower
        drama recast story.txt Anna wren    give Anna another voice; only her lines are recorded again
        drama undo story.txt                take the last of these edits back""",
        'Tab completion, for bash (zsh and fish likewise): eval "$(_DRAMA_COMPLETE=bash_source drama)"',
    ),
)
@click.version_option(__version__, prog_name="drama")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn a prose story into a full-cast audio drama: one MP3, offline, on a CPU."""
    if os.environ.get("NO_COLOR"):
        context.color = False


_COMMANDS = (
    render, preview, hear, script, check, studio,
    pin, direct, mark, cast, recast, pronounce, sound, actors, stems, undo, redo,
    season, shelf, verify, doctor,
    voices, sounds, takes,
)  # fmt: skip

for command in _COMMANDS:
    cli.add_command(command)


def run() -> int:
    """Run the command the command line asks for and return its exit code; failures are raised."""
    with made_by("command line"):
        code = cli.main(prog_name="drama", standalone_mode=False)
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def print_error(problem: BaseException) -> int:
    """Print the message of a failure and return its exit code. Re-raises what is a bug."""
    if isinstance(problem, BrokenPipeError):
        discard_output()  # whoever read our output has gone: there is nobody left to tell
        return 1
    if isinstance(problem, (KeyboardInterrupt, click.Abort)):
        return EXIT_CODE
    if isinstance(problem, click.exceptions.NoArgsIsHelpError):
        problem.show()  # the help, row by row
        return problem.exit_code
    if isinstance(problem, click.ClickException):
        if isinstance(problem, click.UsageError) and problem.ctx is not None:
            click.echo(problem.ctx.get_usage(), err=True)
        click.echo(f"Error: {clean(problem.format_message())}", err=True)
        return problem.exit_code
    if isinstance(problem, DramaError):
        click.echo(f"Error: {clean(str(problem))}", err=True)
        if isinstance(problem, OutputError):
            discard_output()
        return 1
    raise problem
