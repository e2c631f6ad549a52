"""Every error a user can cause, as one tree.

::

    DramaError              one clear message: what, where, what would be valid (exit code 1)
    ├── StoryError          the story file cannot be read as prose
    ├── ScriptError         the script does not account for the source, or a scene does not exist
    ├── CastError           the cast file, or a voice it names, is wrong
    ├── EngineError         a speech engine is missing, crashed, hung, or spoke something implausible
    │   └── RequestRefusedError   it is asked for what it does not have: trying again cannot help
    ├── AssistantError      an assistant that was asked who speaks cannot be reached, or refuses
    ├── DataError           a JSON document holds no script, cast, plan or timeline
    ├── TakeError           the take store cannot be used
    ├── LibraryError        a sound that is asked for is not there, or the list of licences is wrong
    ├── MixError            a line to be spoken is missing from the mix, or frames do not add up
    ├── WriteError          an output cannot be written whole
    │   └── OccupiedError   its path holds a file that drama did not write, or that was edited since
    └── ConflictError       a text was edited meanwhile, in the same places (drama.files.text_merge)

Anything else that escapes is a bug and keeps its traceback.
"""

from pathlib import Path


class DramaError(Exception):
    """A failure with one clear message for the person at the keyboard."""


class StoryError(DramaError):
    """The story file cannot be read as prose."""


class ScriptError(DramaError):
    """The script does not account for its source, or was asked for something it does not have."""


class CastError(DramaError):
    """The cast file, or a voice it names, is wrong."""


class EngineError(DramaError):
    """A speech engine is missing, crashed, hung, or spoke something implausible."""


class RequestRefusedError(EngineError):
    """What is asked of a speech engine is beyond it: a voice or a rate it does not have. Trying again cannot help."""


class AssistantError(DramaError):
    """An assistant that was asked who speaks cannot be reached, refuses, or sends what is no answer."""


class DataError(DramaError):
    """A JSON document does not hold the script, cast, plan or timeline it should."""


class TakeError(DramaError):
    """The take store cannot be used."""


class LibraryError(DramaError):
    """A sound that is asked for is not there, or the library's list of licences is wrong."""


class MixError(DramaError):
    """A line to be spoken is missing from the mix, or its frames do not add up."""


class WriteError(DramaError):
    """An output cannot be written whole."""


class OccupiedError(WriteError):
    """The path of an output holds a file that drama did not write, or that was edited since."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


def install_command(extra: str) -> str:
    """Return what a user types to add an extra, as the end of a message.

    By path, never by name: the name drama is another project's on the package index.
    """
    return f"pip install '.[{extra}]' in the folder drama was installed from"
