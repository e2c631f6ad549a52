"""The public face: docs/api.md as it is printed, and what it promises."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import drama
from drama.files.store_folder import default_folder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
STORY = """The Ferry

“Is that the last one?” Ines asked.

“The last tonight,” said Ulf.

***

The water was black in the morning.

“You're early,” said Ulf.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_the_examples_of_the_documentation_run(folder: Path) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    known: dict[str, object] = {"drama": drama}
    for block in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(compile(block, "docs/api.md", "exec"), known)
    assert (folder / "ferry.mp3").stat().st_size > 10_000
    assert (folder / "scene2.wav").exists()
    assert (folder / "out.html").exists()
    assert (folder / "out.json").exists()
    assert (folder / "out.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert any((folder / "recordings").rglob("*.take"))


def test_every_name_it_exports_is_there() -> None:
    assert all(getattr(drama, name) is not None for name in drama.__all__)
    with pytest.raises(AttributeError, match="no attribute 'encore'"):
        _ = drama.encore  # type: ignore[attr-defined]


def test_a_store_of_ones_own_is_used_within_the_call_only(folder: Path) -> None:
    before = default_folder()
    drama.render("ferry.txt", "a.wav", engine="tone", store=folder / "own")
    assert default_folder() == before
    assert not list(before.rglob("*.take"))
    production = drama.prepare("ferry.txt", engine="tone")
    assert not drama.plan(production, store=folder / "own").to_record
    assert drama.plan(production).to_record


def test_an_exception_of_progress_cancels_and_the_next_render_goes_on(folder: Path) -> None:
    class CancelledError(Exception):
        """What the caller raises."""

    def cancel(step: drama.Progress) -> None:
        if step.stage == "mix":
            raise CancelledError

    with pytest.raises(CancelledError):
        drama.render("ferry.txt", "a.wav", engine="tone", progress=cancel)
    assert not list(folder.glob("*.wav*"))
    assert drama.render("ferry.txt", "a.wav", engine="tone").recorded == 0


def test_productions_and_plans_and_episodes_can_be_pickled(folder: Path) -> None:
    production = drama.prepare(str(folder / "ferry.txt"), engine="tone")
    again = pickle.loads(pickle.dumps(production))
    assert again.script == production.script
    assert again.cast == production.cast
    plan = drama.plan(production)
    assert pickle.loads(pickle.dumps(plan)) == plan
    episode = drama.render(again, "a.wav")
    assert pickle.loads(pickle.dumps(episode)) == episode


def test_settings_of_a_story_that_is_prepared_already_are_a_mistake(folder: Path) -> None:
    production = drama.prepare("ferry.txt", engine="tone")
    with pytest.raises(TypeError, match="style is a setting of prepare"):
        drama.render(production, "a.wav", style="drama")
    with pytest.raises(TypeError, match="unexpected keyword argument 'stile'"):
        drama.render("ferry.txt", "a.wav", stile="drama")


def test_a_part_says_that_it_is_one(folder: Path) -> None:
    whole = drama.render("ferry.txt", engine="tone")
    assert whole.path == Path("ferry.mp3")
    assert not whole.is_part
    assert drama.render("ferry.txt", "part.wav", engine="tone", scenes={1}).is_part


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"preset": "loud"}, "there is no preset 'loud' (there are: podcast, broadcast, audiobook, none)"),
        ({"as_": "poem"}, "there is no form 'poem' (there are: prose, fountain, labelled)"),
        ({"documents": ["ode"]}, "there is no document 'ode' (there are: page, picture"),
        ({"documents": {"ode": "ode.txt"}}, "there is no document 'ode'"),
        ({"scenes": [9]}, "no scene 9 in ferry.txt"),
        ({"engine": "reed"}, "there is no engine 'reed'"),
    ],
)
def test_a_wrong_value_is_one_clear_error(folder: Path, settings: dict[str, object], told: str) -> None:
    with pytest.raises(drama.DramaError) as caught:
        drama.render("ferry.txt", "a.wav", **{"engine": "tone", **settings})  # type: ignore[arg-type]
    assert told in str(caught.value)
    assert not list(folder.glob("*.wav*"))


def test_documents_go_where_they_are_asked_for(folder: Path) -> None:
    drama.render("ferry.txt", "a.wav", engine="tone", documents={"vtt": folder / "captions.vtt"}, cues="c.json")
    assert (folder / "captions.vtt").exists()
    assert (folder / "c.json").exists()
    assert not (folder / "a.vtt").exists()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda p: drama.render(p, scenes="12"), "scenes is '12'; it should be numbers of scenes"),
        (lambda p: drama.render(p, scenes=["1"]), "numbers of scenes"),
        (lambda p: drama.render(p, scenes=[]), "numbers of scenes"),
        (lambda p: drama.render(p, jobs=0), "jobs is 0; it should be 1 or more"),
        (lambda p: drama.plan(p, jobs=-1), "jobs is -1"),
        (lambda p: drama.render(p, documents="vtx"), "there is no document 'vtx'"),
        (lambda p: drama.correct(p.path).pin(1, "Ines", kind="narration"), "cannot be pinned as 'narration'"),
    ],
)
def test_a_wrong_argument_is_told_before_anything_is_recorded(
    folder: Path, call: Callable[[drama.Production], object], told: str
) -> None:
    with pytest.raises(drama.DramaError) as refused:
        call(drama.prepare(folder / "ferry.txt", engine="tone"))
    assert told in str(refused.value)
    assert not list(folder.rglob("*.take"))


def test_a_single_name_stands_for_a_list_of_one(folder: Path) -> None:
    assert {line.speaker for line in drama.audition("wren", "Hello.").script.lines} == {"wren"}
    drama.render("ferry.txt", "out.wav", engine="tone", documents="vtt")
    assert (folder / "out.vtt").exists()
    corrections = drama.correct("ferry.txt")
    assert corrections.pin(2, "Ulf", kind="dialogue").line is not None


def test_all_documents_are_those_that_can_be_made_here(folder: Path) -> None:
    episode = drama.render("ferry.txt", "out.wav", engine="tone", documents="all")
    offered = drama.documents().values()
    ready = [one for one in offered if not one.needs and not one.needs_stems and one.can_carry(Path("out.wav"))]
    assert len([path for path in episode.outputs if path.name.startswith("out")]) == len(ready) > 8


def test_a_story_may_be_several_files_a_folder_or_no_file_at_all(folder: Path) -> None:
    tale = folder / "tale"
    tale.mkdir()
    for name in ("1.txt", "10.txt", "2.txt"):
        (tale / name).write_text(f"“It is {name},” said Ines.\n\n“So it is,” said Ulf.\n", encoding="utf-8")
    (tale / "notes.txt").write_text("Nothing yet.", encoding="utf-8")
    files = drama.story_files("tale")
    assert [path.name for path in files.files] == ["1.txt", "2.txt", "10.txt"]
    assert [path.name for path in files.passed_over] == ["notes.txt"]
    assert drama.read(files).lines == drama.read("tale").lines == drama.read(list(files.files)).lines
    piped = drama.piped_story((tale / "1.txt").read_bytes())
    assert drama.read(piped).lines == drama.read(tale / "1.txt").lines
    assert pickle.loads(pickle.dumps(files)) == files
