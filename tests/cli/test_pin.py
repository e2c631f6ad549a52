"""``drama pin``, ``drama script --doubtful`` and ``--explain`` from outside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from drama.production import stages as produce

Drama = Callable[..., subprocess.CompletedProcess[str]]

QUARREL = """The wind got up at noon. Greta and Tobin sat on the wall with Old Marl.

“It will rain,” said Tobin.

“Not before four,” said Greta.

“You always say that.”

“Four, then.”

“Or five.”

Tobin threw a stone.
"""


@pytest.fixture
def quarrel(tmp_path: Path) -> Path:
    """A story whose speakers take turns without tags."""
    path = tmp_path / "wall.txt"
    path.write_text(QUARREL, encoding="utf-8")
    return path


def speakers(story: Path) -> dict[str, str]:
    """Return who speaks which words."""
    return {line.text: line.speaker for line in produce.read(story).lines if line.speaker is not None}


def test_a_pin_settles_a_line_and_the_lines_after_it_are_decided_again(drama: Drama, quarrel: Path) -> None:
    assert speakers(quarrel)["“You always say that.”"] == "Tobin"
    assert speakers(quarrel)["“Four, then.”"] == "Greta"
    done = drama("pin", quarrel, 6, "greta")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:3] == [
        "Line 6: Greta, “You always say that.”, was Tobin",
        "  line 7 changed hands: Greta → Tobin  “Four, then.”",
        "  line 8 changed hands: Tobin → Greta  “Or five.”",
    ]
    assert "wall.script.toml" in done.stdout
    assert speakers(quarrel)["“Or five.”"] == "Greta"


def test_a_pin_stays_with_its_words_when_the_story_is_edited_before_it(drama: Drama, quarrel: Path) -> None:
    drama("pin", quarrel, 7, "Old Marl")
    text = quarrel.read_text(encoding="utf-8")
    quarrel.write_text("“Sit down,” said Greta. “Now.”\n\nA gull went over.\n\n" + text, encoding="utf-8")
    done = drama("script", quarrel)
    assert done.stderr == ""
    assert speakers(quarrel)["“Four, then.”"] == "Old Marl"


@pytest.mark.slow
def test_a_stale_pin_is_reported_by_every_command_and_can_be_dropped(drama: Drama, quarrel: Path) -> None:
    drama("pin", quarrel, 7, "Old Marl")
    text = quarrel.read_text(encoding="utf-8").replace("“Four, then.”", "“Half past, then.”")
    quarrel.write_text(text, encoding="utf-8")
    for command in (("script",), ("cast", "--engine", "tone"), ("render", "--dry-run", "--engine", "tone")):
        done = drama(command[0], quarrel, *command[1:])
        assert done.returncode == 0
        assert "Warning: wall.script.toml, line 3: the pin of “Four, then.” is not followed" in done.stderr
    assert "stale: Old Marl" in drama("pin", quarrel, "--list").stdout
    assert "1 stale pin dropped" in drama("pin", quarrel, "--drop-stale").stdout
    assert drama("script", quarrel).stderr == ""


def test_removing_a_pin_takes_it_back(drama: Drama, quarrel: Path) -> None:
    before = speakers(quarrel)
    drama("pin", quarrel, 6, "Old Marl")
    done = drama("pin", quarrel, 6, "--remove")
    assert "Line 6: Tobin" in done.stdout
    assert speakers(quarrel) == before
    assert "line 6 is not pinned; pinned are: none" in drama("pin", quarrel, 6, "--remove").stderr


@pytest.mark.slow
def test_a_line_is_left_out_shown_as_such_and_brought_back(drama: Drama, quarrel: Path) -> None:
    before = speakers(quarrel)
    done = drama("pin", quarrel, 6, "--skip")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Line 6 is left out: “You always say that.”\n")
    shown = drama("script", quarrel).stdout
    assert "(not spoken: “You always say that.”)" in shown
    assert "8 lines, 2 characters, 0 in doubt, 1 left out\nnot spoken: 4 words in 1 place (left out)" in shown
    assert drama("pin", quarrel, "--list").stdout == "not spoken: left out  “You always say that.”\n"
    drama("pin", quarrel, "--drop-stale")
    assert speakers(quarrel) == {words: who for words, who in before.items() if words != "“You always say that.”"}
    assert drama("pin", quarrel, "you always", "--remove").returncode == 0
    assert speakers(quarrel) == before


def test_a_line_that_is_not_there_cannot_be_left_out(drama: Drama, quarrel: Path) -> None:
    done = drama("pin", quarrel, 99, "--skip")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no line 99 in the script of wall.txt: it has lines 1 to 9" in done.stderr


def test_a_line_left_out_stays_out_when_the_story_is_edited_and_is_reported_when_its_words_are_gone(
    drama: Drama, quarrel: Path
) -> None:
    drama("pin", quarrel, 6, "--skip")
    text = quarrel.read_text(encoding="utf-8")
    quarrel.write_text("A gull went over.\n\n" + text, encoding="utf-8")
    assert drama("script", quarrel).stderr == ""
    assert "“You always say that.”" not in speakers(quarrel)
    quarrel.write_text(text.replace("You always", "You never"), encoding="utf-8")
    assert "the pin of “You always say that.” is not followed" in drama("script", quarrel).stderr
    assert "stale: left out" in drama("pin", quarrel, "--list").stdout
    assert "1 stale pin dropped" in drama("pin", quarrel, "--drop-stale").stdout


def test_a_line_that_was_pinned_and_is_left_out_has_one_correction(drama: Drama, quarrel: Path) -> None:
    drama("pin", quarrel, 6, "Old Marl")
    drama("pin", quarrel, 6, "--skip")
    assert drama("pin", quarrel, "--list").stdout == "not spoken: left out  “You always say that.”\n"
    assert drama("pin", quarrel, "--undo").returncode == 0
    assert speakers(quarrel)["“You always say that.”"] == "Old Marl"


def test_comments_and_order_of_the_file_are_kept(drama: Drama, quarrel: Path) -> None:
    file = quarrel.with_name("wall.script.toml")
    file.write_text(
        '# mine\n\n[[line]]   # the old man again\nspeaker = "Old Marl"   # sure\nwords = "or five"\n\n'
        '# and who is who\n[characters.Greta]\naliases = ["the girl"]\n',
        encoding="utf-8",
    )
    drama("pin", quarrel, 6, "Old Marl")
    text = file.read_text(encoding="utf-8")
    for comment in ("# mine", "[[line]]   # the old man again", "# sure", "# and who is who\n[characters.Greta]"):
        assert comment in text
    assert text.index("or five") < text.index("You always say that")


def test_pinning_a_line_again_replaces_its_pin(drama: Drama, quarrel: Path) -> None:
    drama("pin", quarrel, 6, "Old Marl")
    drama("pin", quarrel, 6, "Greta")
    assert drama("pin", quarrel, "--list").stdout == "line 6: Greta  “You always say that.”\n"


@pytest.mark.slow
def test_a_speaker_the_story_does_not_name_needs_new(drama: Drama, quarrel: Path) -> None:
    refused = drama("pin", quarrel, 8, "Wendel")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "Error: nobody is called Wendel in this story. There speak: Tobin, Greta\n"
    assert not quarrel.with_name("wall.script.toml").exists()
    assert drama("pin", quarrel, 8, "Wendel", "--new").returncode == 0
    assert speakers(quarrel)["“Or five.”"] == "Wendel"
    drama("pin", quarrel, "Wendel", "--remove")
    assert "there is nobody called Wendel" in drama("script", quarrel).stderr


def test_a_misspelt_speaker_is_told_the_nearest(drama: Drama, quarrel: Path) -> None:
    assert 'did you mean "Greta"?' in drama("pin", quarrel, 8, "Gretta").stderr


@pytest.mark.slow
def test_renaming_and_merging_change_every_line_of_a_character(drama: Drama, quarrel: Path) -> None:
    done = drama("pin", quarrel, "--rename", "Greta", "Greta Lund")
    assert "Greta is now called Greta Lund" in done.stdout
    assert "Greta Lund" in speakers(quarrel).values()
    drama("pin", quarrel, "--merge", "Tobin", "greta lund")
    assert not {"Greta", "Greta Lund"} & set(speakers(quarrel).values())
    assert speakers(quarrel)["“Not before four,”"] == "Tobin"
    assert "Tobin: also Greta" in drama("pin", quarrel, "--list").stdout
    drama("pin", quarrel, "tobin", "--remove")
    assert {"Tobin", "Greta"} <= set(speakers(quarrel).values())


def test_renaming_to_somebody_elses_name_is_refused(drama: Drama, quarrel: Path) -> None:
    assert "merge them (--merge)" in drama("pin", quarrel, "--rename", "Greta", "Tobin").stderr


def test_speech_can_be_made_narration_and_narration_thought(drama: Drama, quarrel: Path) -> None:
    drama("pin", quarrel, 8, "narrator")
    assert "“Or five.”" not in speakers(quarrel)
    assert "is narration; say whether" in drama("pin", quarrel, 9, "Tobin").stderr
    done = drama("pin", quarrel, 9, "Tobin", "--kind", "thought")
    assert done.returncode == 0
    assert re.search(r"TOBIN \(thought\)\n +9 +Tobin threw a stone\.", drama("script", quarrel).stdout)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[line]\n", "not valid TOML"),
        ("\n[[line]]\nwords = 'so'\nspeeker = 'Tobin'\n", 'line 2: unknown key "speeker"; did you mean "speaker"?'),
        ("[[line]]\nwords = '…'\nspeaker = 'Tobin'\n", "line 1: a pinned line needs words"),
        ("[[line]]\nwords = 'so'\n", "line 1: a pinned line needs speaker"),
        (
            "[[line]]\nwords = 'so'\nspeaker = 'T'\nkind = 'song'\n",
            'kind "song" is none of dialogue, thought, narration',
        ),
        ("[[line]]\nwords = 'so'\nkind = 'skip'\nspeaker = 'Tobin'\n", "line 1: a line left out has no speaker"),
        ("[characters.Tobin]\nvoice = 'cedar'\n", 'line 2: unknown key "voice"'),
        ("line = 3\n", "line 1: each pinned line has a table of its own"),
        ("[characters.A]\naliases = ['B']\n[characters.B]\n", '"B" is a name of "A" already'),
        ("[pool.x]\n", 'unknown key "pool"'),
    ],
)
def test_a_file_in_error_is_one_message_with_its_place(drama: Drama, quarrel: Path, text: str, complaint: str) -> None:
    quarrel.with_name("wall.script.toml").write_text(text, encoding="utf-8")
    done = drama("script", quarrel)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: wall.script.toml")
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("6",),
        ("six", "Tobin"),
        ("--list", "--drop-stale"),
        ("6", "Tobin", "--remove"),
        ("--list", "--new"),
        ("6", "--list"),
        ("--skip",),
        ("six", "--skip"),
        ("6", "Tobin", "--skip"),
        ("6", "--skip", "--remove"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(drama: Drama, quarrel: Path, words: tuple[str, ...]) -> None:
    done = drama("pin", quarrel, *words)
    assert done.returncode == 2
    assert "Usage: drama pin" in done.stderr


def test_the_cue_sheet_never_replaces_the_corrections(drama: Drama, quarrel: Path) -> None:
    drama("pin", quarrel, 6, "Old Marl")
    done = drama("render", quarrel, "--engine", "tone", "--cues", "wall.script.toml")
    assert done.returncode == 1
    assert "is an input, never replaced" in done.stderr


def test_doubtful_lines_show_their_evidence_in_words_and_how_to_settle_them(drama: Drama, quarrel: Path) -> None:
    quarrel.write_text(
        "Greta and Tobin sat on the wall with Old Marl.\n\n“It will rain.”\n\nTobin yawned, and Greta looked at Old "
        "Marl.\n\n“By four.”\n",
        encoding="utf-8",
    )
    done = drama("script", quarrel, "--doubtful")
    assert re.search(r"· \w+( \w+)? \d+%: .*was the last to be named before the words", " ".join(done.stdout.split()))
    assert re.search(r"if it is [\w ]+:  drama pin \S*wall\.txt [24] ", done.stdout)
    sure = [int(share) for share in re.findall(r"\? (\d+)% sure", done.stdout)]
    assert sure
    assert sure == sorted(sure)


def test_a_line_is_explained_with_all_who_may_speak_it(drama: Drama, quarrel: Path) -> None:
    done = drama("script", quarrel, "--explain", 6)
    assert done.returncode == 0
    assert re.search(r"Tobin, \d+% sure, decided by: ", done.stdout)
    assert re.search(r"^ +Tobin [\d.]+%$", done.stdout, re.MULTILINE)
    assert re.search(r"^ +Greta [\d.]+%$", done.stdout, re.MULTILINE)
    assert re.search(r"^ +−\d\.\d  Greta spoke the line right before$", done.stdout, re.MULTILINE)
    assert "no line 99: the script has lines 1 to 9" in drama("script", quarrel, "--explain", 99).stderr
    assert "narration" in drama("script", quarrel, "--explain", 1).stdout


def test_a_pin_counts_lines_as_the_script_shows_them(drama: Drama, story: Path) -> None:
    story.with_name("ferry.voices.toml").write_text('[sound]\ntags = "manner"\n', encoding="utf-8")
    shown = drama("script", story).stdout
    number = re.search(r"(\d+)\s+\"?“You're early", shown)
    assert number
    assert drama("pin", story, number[1], "Ines").returncode == 0
    assert re.search(r"INES[^\n]*\n\s*" + number[1] + r"\s", drama("script", story).stdout)
