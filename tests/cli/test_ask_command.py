"""``drama script --ask`` and ``--for-review``, and ``drama pin --from``, from outside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.chat_server import ChatServer, Fault, chat_server
from support.doubtful_story import STOVE

Drama = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def stove(tmp_path: Path) -> Path:
    """A story of four people, with an assistant that is asked about all that is not nearly certain."""
    path = tmp_path / "stove.txt"
    path.write_text(STOVE, encoding="utf-8")
    (tmp_path / "stove.voices.toml").write_text("[assistant]\nbelow = 0.95\ntries = 1\n", encoding="utf-8")
    return path


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    """A chat server in this process."""
    with chat_server() as server:
        server.says({})
        yield server


def speaker(drama: Drama, story: Path, words: str) -> str:
    """Return whom the script shows as the speaker of some words."""
    rows = drama("script", story).stdout.splitlines()
    at = next(index for index, row in enumerate(rows) if words in row)
    return rows[at - 1].split()[0].title()


def test_ask_says_what_goes_where_and_what_it_came_to(drama: Drama, stove: Path, chat: ChatServer) -> None:
    chat.says({"Somebody has the key": "Signe"})
    done = drama("script", stove, "--ask", chat.url, "--model", "toy")
    assert done.returncode == 0
    first, second, *_ = done.stderr.splitlines()
    assert re.fullmatch(
        rf"Note: \d doubtful lines in \d excerpts? go to {re.escape(chat.url.removesuffix('/v1'))} \(model toy\)", first
    )
    assert re.fullmatch(
        r"Note: toy answered (\d) of \1 in \d calls?; 1 s, \d+ \+ \d+ tokens; kept in .*stove\.answers\.json", second
    )
    assert speaker(drama, stove, "Somebody has the key") == "Signe"
    assert "SIGNE" in done.stdout, "the script that is shown knows already"


def test_the_second_time_there_is_nothing_to_ask(drama: Drama, stove: Path, chat: ChatServer) -> None:
    drama("script", stove, "--ask", chat.url, "--model", "toy")
    calls = len(chat.asked)
    done = drama("script", stove, "--ask", chat.url, "--model", "toy")
    assert len(chat.asked) == calls
    assert re.search(r"Note: nothing to ask .*; \d lines? answered before", done.stderr)


def test_nothing_is_sent_unless_it_is_asked_for(drama: Drama, stove: Path, chat: ChatServer) -> None:
    stove.with_name("stove.voices.toml").write_text(f'[assistant]\nurl = "{chat.url}"\nmodel = "toy"\n')
    for command in (
        ("script", stove),
        ("script", stove, "--doubtful"),
        ("cast", stove),
        ("render", stove, "--dry-run"),
    ):
        assert drama(*command).returncode == 0
    assert not chat.asked
    assert drama("script", stove, "--ask").returncode == 0
    assert chat.asked


def test_explain_names_the_model_and_what_it_says(drama: Drama, stove: Path, chat: ChatServer) -> None:
    chat.says({"Somebody has the key": "Signe"})
    drama("script", stove, "--ask", chat.url, "--model", "toy")
    done = drama("script", stove, "--explain", 3)
    assert re.search(r"\+4\.0  the assistant toy says Signe", done.stdout)


def test_a_server_that_is_gone_is_one_warning_and_no_error(drama: Drama, stove: Path, chat: ChatServer) -> None:
    chat.answer = lambda _: Fault(401, b"{}")
    done = drama("script", stove, "--ask", chat.url, "--model", "toy")
    assert done.returncode == 0
    warnings = [row for row in done.stderr.splitlines() if row.startswith("Warning")]
    (warning,) = warnings
    assert "wants a key; put it into DRAMA_ASSISTANT_KEY" in warning
    assert warning.endswith("the script is made without")
    assert "THE STOVE" in done.stdout.upper()


def test_what_is_no_speech_is_left_to_the_user(drama: Drama, stove: Path, chat: ChatServer) -> None:
    chat.says({"Somebody has the key": "not speech"})
    done = drama("script", stove, "--ask", chat.url, "--model", "toy")
    assert "Note: line 3 is no speech, it says; if so: drama pin " in done.stderr


def test_the_list_of_corrections_has_what_is_only_evidence(drama: Drama, stove: Path, chat: ChatServer) -> None:
    chat.says({"Somebody has the key": "not speech", "It was the wind": "Signe"})
    drama("script", stove, "--ask", chat.url, "--model", "toy")
    rows = drama("pin", stove, "--list").stdout.splitlines()
    assert "line 3: not speech, says toy (evidence)  “Somebody has the key to the boathouse.”" in rows
    stove.write_text(stove.read_text(encoding="utf-8").replace("It was the wind.", "No."), encoding="utf-8")
    assert "stale: Signe, says toy (evidence)  “It was the wind.”" in drama("pin", stove, "--list").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--model", "toy"), "--model names the model that --ask asks"),
        (("--for-review", "--doubtful"), "do not go together"),
        (("--for-review", "--format", "jsonl"), "does not go with --format jsonl"),
        (("--ask", "nowhere", "--model", "toy"), "--ask 'nowhere': valid is the address of a server"),
        (("--ask",), "there is no url of an assistant to ask"),
    ],
)
def test_what_does_not_go_together_is_told(drama: Drama, stove: Path, words: tuple[str, ...], said: str) -> None:
    done = drama("script", stove, *words)
    assert done.returncode in {1, 2}
    assert said in done.stderr


def test_a_review_is_written_filled_in_and_taken(drama: Drama, stove: Path, tmp_path: Path) -> None:
    done = drama("script", stove, "--for-review", "-o", "ask.md")
    assert done.returncode == 0
    assert re.search(r"ask\.md: \d questions; fill it in, and then: drama pin .*stove\.txt --from ask\.md", done.stderr)
    path = tmp_path / "ask.md"
    text = path.read_text(encoding="utf-8")
    rows = text.splitlines()
    at = next(n for n, row in enumerate(rows) if row.startswith("line 3:"))
    answers = [n for n, row in enumerate(rows) if row == "answer:"]
    mine, other = next(n for n in answers if n > at), next(n for n in answers if n < at or n > at + 4)
    rows[mine], rows[other] = "answer: Signe", "answer: Odin"
    path.write_text("\n".join(rows), encoding="utf-8")
    taken = drama("pin", stove, "--from", "ask.md")
    assert taken.returncode == 0
    assert taken.stdout.startswith("1 answer taken as corrections")
    assert "stove.script.toml" in taken.stdout
    assert f"Warning: not taken: row {other + 1}: line " in taken.stderr
    assert "there is no answer 'Odin'" in taken.stderr
    assert speaker(drama, stove, "Somebody has the key") == "Signe"
    assert drama("pin", stove, "--undo").returncode == 0
    assert not (tmp_path / "stove.script.toml").exists()


def test_a_review_that_was_filled_in_is_not_written_over(drama: Drama, stove: Path, tmp_path: Path) -> None:
    drama("script", stove, "--for-review", "-o", "ask.md")
    path = tmp_path / "ask.md"
    path.write_text(path.read_text(encoding="utf-8").replace("answer:", "answer: Signe", 1), encoding="utf-8")
    done = drama("script", stove, "--for-review", "-o", "ask.md")
    assert done.returncode == 1
    assert "was edited since" in done.stderr


def test_questions_without_an_answer_are_told_by_their_rows(drama: Drama, stove: Path, tmp_path: Path) -> None:
    (tmp_path / "ask.md").write_text(drama("script", stove, "--for-review").stdout, encoding="utf-8")
    done = drama("pin", stove, "--from", "ask.md")
    assert done.returncode == 0
    assert done.stdout.startswith("0 answers taken")
    assert re.search(
        r"^Note: row \d+: line 3 \(“Somebody has the key to the boathouse\.”\): no answer yet$",
        done.stderr,
        re.MULTILINE,
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot read"), (b"\xff\xfe", "is not UTF-8"), (b"Hello", "there is no question in it")],
)
def test_a_file_that_is_no_review_is_refused(
    drama: Drama, stove: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "ask.md").write_bytes(content)
    done = drama("pin", stove, "--from", "ask.md")
    assert (done.returncode, said in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('url = "ftp://host"', "line 2: url in [assistant] is"),
        ('key = "sk-live-123"', "line 2: key in [assistant] is"),
        ('key = "OTHERS_SECRET_KEY"', "the name of an environment variable from DRAMA_ to _KEY"),
        ("weight = -1", "valid is a number from 0 to 20"),
        ("modell = 3", 'did you mean "model"?'),
    ],
)
def test_the_settings_of_an_assistant_are_checked_with_their_line(
    drama: Drama, stove: Path, rows: str, said: str
) -> None:
    stove.with_name("stove.voices.toml").write_text(f"[assistant]\n{rows}\n")
    done = drama("script", stove)
    assert done.returncode == 1
    assert said in done.stderr
