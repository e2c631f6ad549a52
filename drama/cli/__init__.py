"""The command line: each command parses, makes one library call, and prints.

One module a command; ``terminal`` is the only one that knows about screens. Libraries that are slow to import
are imported inside the commands that need them, so that ``drama --help`` answers at once.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from drama import __version__
from drama.cli.cast import cast
from drama.cli.pin import pin
from drama.cli.preview import preview
from drama.cli.recast import recast
from drama.cli.render import render
from drama.cli.script import script
from drama.cli.sounds import sounds
from drama.cli.takes import takes
from drama.cli.terminal import clean, paragraphs
from drama.cli.voices import voices
from drama.errors import DramaError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=paragraphs(
        "Start here:",
        """\b
        drama script story.txt              who says what
        drama cast story.txt                which voice each of them gets
        drama preview story.txt --scene 2   hear one scene
        drama render story.txt              the whole episode, as story.mp3
        drama pin story.txt 12 Anna         line 12 is Anna's, whatever drama thinks
        drama recast story.txt Anna coral   another voice for Anna; only her lines are recorded again""",
        'Tab completion, for bash (zsh and fish likewise): eval "$(_DRAMA_COMPLETE=bash_source drama)"',
    ),
)
@click.version_option(__version__, prog_name="drama")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn a prose story into a full-cast audio drama: one MP3, offline, on a CPU."""
    if os.environ.get("NO_COLOR"):
        context.color = False


for command in (render, preview, script, pin, cast, recast, voices, sounds, takes):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line: the one place that turns an error into a message and an exit code.

    Exit codes: 0 done; 1 an error with one clear message; 2 wrong usage; 130 interrupted. A bug keeps its traceback.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = cli.main(prog_name="drama", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted. What was recorded is kept: the same command goes on from here.", err=True)
        sys.exit(130)
    except click.ClickException as problem:
        _show(problem)
        sys.exit(problem.exit_code)
    except DramaError as problem:
        click.echo(f"Error: {clean(str(problem))}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has gone: there is nobody left to tell. Keep Python from flushing into the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO) or problem.filename is not None:
            raise
        # What writes files has errors of its own: this one comes from printing.
        click.echo(f"Error: cannot write to standard output: {problem.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _show(problem: click.ClickException) -> None:
    """Print click's own complaint, with the usage where that was wrong."""
    if isinstance(problem, click.UsageError) and problem.ctx is not None:
        click.echo(problem.ctx.get_usage(), err=True)
    click.echo(f"Error: {clean(problem.format_message())}", err=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End on SIGTERM as on Ctrl-C: staged files are removed, workers ended."""
    raise KeyboardInterrupt
