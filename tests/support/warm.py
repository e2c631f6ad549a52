"""What a first story makes drama load and work out, done once for the many stories of the tests."""

from __future__ import annotations

from functools import cache

from py3langid import langid

from drama.cast import load_cast_file
from drama.languages.detection import examine, forget_detector
from drama.readers import parse_text
from drama.script import read_script

_STORY = (
    "The Gate\n\n“Late,” said Ines.\n\nUlf waited. I'm cold, he thought.\n\n“Wo ist der Schlüssel zum alten Tor?”\n"
)
"""Speech with a tag, a thought, and a line that is put before the detector of languages."""


def keep_language_model() -> None:
    """Read the file of py3langid's model once.

    drama lets go of the detector, 75 MB, after every story, so that each with a word of another language unpacks it
    again: 0.35 s of processor time (0.4.0).
    """
    langid._load_model_file = cache(langid._load_model_file)


def read_a_story() -> None:
    """Read a story, so that regular expressions are compiled and word lists loaded: 0.5 s of processor time."""
    script = read_script(parse_text(_STORY))
    verdict = examine([(line.number, line.text) for line in script.lines])
    assert verdict.lines
    load_cast_file()
    forget_detector()
