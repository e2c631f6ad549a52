"""From a story to a script: who says what, in which scene, and how sure that is."""

from __future__ import annotations

from dataclasses import replace

from drama.model import Script, Story
from drama.script import ledger, lines
from drama.script.corrected import Correcting
from drama.script.hints import Hints
from drama.script.pins import Anchors, Corrections, Naming, Pin
from drama.script.quotes import find_passages
from drama.script.roster import NARRATOR_NAME, build_roster
from drama.script.scenes import divide
from drama.script.speakers import attribute
from drama.script.thoughts import find_thoughts

__all__ = ["NARRATOR_NAME", "Anchors", "Corrections", "Hints", "Naming", "Pin", "read_script"]


def read_script(story: Story, *, hints: Hints | None = None, corrections: Corrections | None = None) -> Script:
    """Return the script of a story: every line with its speaker, every character of the source accounted for.

    Raises ScriptError if a character of the source would be lost.
    """
    hints = hints or Hints()
    correcting = Correcting(story, corrections or Corrections())
    hints = correcting.hints(hints)
    passages = correcting.passages(find_passages(story))
    roster = correcting.roster(build_roster(story, passages, hints), hints)
    breaks = divide(story, passages, roster)
    attributions = attribute(story, passages, roster, breaks, known=correcting.known(passages, roster))
    thoughts = find_thoughts(story, passages, roster, breaks, attributions)
    thoughts = correcting.thoughts(thoughts, passages, roster)
    script = lines.assemble(story, passages, roster, thoughts, breaks, attributions)
    ledger.check(script)
    return replace(script, warnings=tuple(correcting.warnings))
