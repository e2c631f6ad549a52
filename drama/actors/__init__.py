"""A folder of human actors' recordings -> which line each file is of, and what is wrong with it.

``names`` reads a file's name, ``matching`` finds its line, ``judged`` weighs what was measured of its sound, and
``sheet`` writes what an actor reads from. None of it changes a file.
"""

from drama.actors.judged import errors_of, warnings_of
from drama.actors.matching import Chosen, Found, Refused, found_in, match, unread_folders
from drama.actors.names import NARRATOR, file_name
from drama.actors.sheet import SheetForm, SheetRow, read_sheet, recording_sheet

__all__ = [
    "NARRATOR",
    "Chosen",
    "Found",
    "Refused",
    "SheetForm",
    "SheetRow",
    "errors_of",
    "file_name",
    "found_in",
    "match",
    "read_sheet",
    "recording_sheet",
    "unread_folders",
    "warnings_of",
]
