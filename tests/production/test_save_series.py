"""The cast file of a series, written from its first episodes: nothing of the user's is changed, all can be undone."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from support.seasons import EPISODES, FERRY, LAMP, TONES, own_file, write_season

from drama.cast import MARGIN, distance, load_cast_file, shipped
from drama.errors import CastError
from drama.production.read_series import read_series
from drama.production.save_series import save_series, undo_series

pytestmark = pytest.mark.slow


def test_those_who_return_keep_the_voice_of_their_first_episode(tmp_path: Path) -> None:
    before = {person.shown: person.appearances[0].voice for person in read_series(write_season(tmp_path)).people}
    saved = save_series(tmp_path)
    assert saved.path == tmp_path / "series.voices.toml"
    assert saved.is_new_file
    assert {person.shown for person in saved.held} == {"the narrator", "Ines", "Ulf"}
    after = read_series(tmp_path)
    assert not after.changing
    for person in after.people:
        if person.is_held and person not in saved.moved:
            assert (person.voice.engine, person.voice.id) == (before[person.shown].engine, before[person.shown].id)


def test_the_file_says_title_narrator_and_people_with_how_much_they_say(tmp_path: Path) -> None:
    save_series(write_season(tmp_path / "harbour-tales"))
    path = tmp_path / "harbour-tales" / "series.voices.toml"
    text = path.read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) == {"series", "narrator", "characters"}
    assert load_cast_file(path).series.title == "Harbour Tales"
    assert "# 6 lines in episodes 1-3" in text
    assert "# 4 lines in episodes 1, 3" in text


def test_of_one_episode_everybody_with_a_name_is_held(tmp_path: Path) -> None:
    saved = save_series(write_season(tmp_path, {"1.md": FERRY}))
    assert {person.shown for person in saved.held} == {"the narrator", "Ines", "Ulf"}
    assert "in episode 1" in saved.path.read_text(encoding="utf-8")


def test_what_the_file_says_is_kept_word_for_word_and_the_new_stands_behind_it(tmp_path: Path) -> None:
    mine = '# mine\n[narrator]   # the old man\nvoice = "en-gb+m1"\n\n[characters.Ines]\naliases = ["the pilot"]\n'
    write_season(tmp_path, voices_unused="")
    path = tmp_path / "voices.toml"
    path.write_text(mine, encoding="utf-8")
    saved = save_series(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert saved.path == path
    assert not saved.is_new_file
    assert text.startswith('# mine\n[narrator]   # the old man\nvoice = "en-gb+m1"\n')
    assert 'aliases = ["the pilot"]' in text
    assert not (tmp_path / "series.voices.toml").exists()
    assert load_cast_file(path).characters["Ines"].voice is not None


def test_voices_that_the_file_holds_are_never_set_anew(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES)
    before = (tmp_path / "series.voices.toml").read_text(encoding="utf-8")
    assert not save_series(tmp_path).held
    assert (tmp_path / "series.voices.toml").read_text(encoding="utf-8") == before


def test_who_returns_later_is_added_later(tmp_path: Path) -> None:
    save_series(write_season(tmp_path))
    write_season(tmp_path, {"04 again.md": LAMP})
    saved = save_series(tmp_path)
    assert [person.shown for person in saved.held] == ["Marek"]
    assert not saved.is_new_file


def test_a_file_above_the_folder_is_extended_and_not_edited(tmp_path: Path) -> None:
    write_season(tmp_path, {}, series=TONES)
    show = (tmp_path / "series.voices.toml").read_text(encoding="utf-8")
    saved = save_series(write_season(tmp_path / "two", {"1.md": LAMP, "2.md": LAMP}))
    assert (tmp_path / "series.voices.toml").read_text(encoding="utf-8") == show
    assert saved.path == tmp_path / "two" / "series.voices.toml"
    text = saved.path.read_text(encoding="utf-8")
    assert 'extends = "../series.voices.toml"' in text
    assert [person.shown for person in saved.held] == ["Marek"]
    assert load_cast_file(saved.path).series.title == "Harbour Tales"


def test_two_who_had_one_voice_in_two_episodes_can_be_told_apart_from_then_on(tmp_path: Path) -> None:
    voices: dict[tuple[str, str], str] = {}
    for name in (
        "Dora",
        "Ines",
        "Mabel",
        "Nora",
        "Sigrid",
        "Vera",
        "Wilma",
        "Hedda",
        "Ursula",
        "Petra",
        "Clara",
        "Edith",
    ):
        text = f"# One\n\n“Who is there?” asked {name}. She waited.\n\n“Nobody,” she said.\n"
        voice = next(p.voice for p in read_series(write_season(tmp_path / name, {"1.md": text})).people if p.name)
        if (first := voices.setdefault((voice.engine, voice.id), name)) != name:
            break
    else:
        pytest.fail("twelve women have twelve voices")
    parts = {
        f"{number}.md": (tmp_path / who / "1.md").read_text("utf-8") for number, who in enumerate((first, name) * 2)
    }
    season = write_season(tmp_path / "season", parts)
    assert [str(clash) for clash in read_series(season).clashes] != []
    saved = save_series(season)
    assert [person.shown for person in saved.moved] == [name]
    after = read_series(season)
    assert not after.changing
    assert not after.clashes
    people = {person.shown: person.voice for person in after.people}
    assert distance(people[first], people[name], shipped) >= MARGIN


def test_a_voice_somebody_chose_for_an_episode_is_kept_for_the_series(tmp_path: Path) -> None:
    write_season(tmp_path, series='[series]\ntitle = "T"\n')
    own_file(tmp_path, "01 ferry.md", '[characters.Ulf]\nvoice = "en-us+m3"\nengine = "pyttsx3"\npitch = 40\n')
    held = load_cast_file(save_series(tmp_path).path).characters["Ulf"]
    assert (held.voice, held.engine, held.pitch) == ("en-us+m3", "pyttsx3", 40)


def test_another_name_that_an_episode_has_for_somebody_becomes_an_alias(tmp_path: Path) -> None:
    first = (
        "# One\n\n“Good evening,” said Greta Holm.\n\n“Evening,” said Mr. Vance. Greta smiled.\n\n“Late,” said Greta.\n"
    )
    second = "# Two\n\n“Are you there?” asked Greta.\n\n“I am,” said Mr. Vance.\n"
    saved = save_series(write_season(tmp_path, {"1.md": first, "2.md": second}))
    assert load_cast_file(saved.path).characters["Greta Holm"].aliases == ("Greta",)
    assert {line.speaker for line in saved.before.episodes[1].script.lines} >= {"Greta"}
    assert saved.changed_hands == ()


def test_lines_that_have_another_speaker_after_saving_are_counted_by_episode(tmp_path: Path) -> None:
    saved = save_series(write_season(tmp_path))
    assert saved.changed_hands == ()
    assert saved.after == read_series(tmp_path)
    assert not [person for person in saved.before.people if person.is_held]
    first, *others = saved.before.episodes
    lines = tuple(replace(line, speaker=line.speaker and "Dora") for line in first.script.lines)
    before = replace(saved.before, episodes=(replace(first, script=replace(first.script, lines=lines)), *others))
    ((episode, changed),) = replace(saved, before=before).changed_hands
    assert (episode.label, changed) == ("1", 4)


def test_saving_can_be_taken_back(tmp_path: Path) -> None:
    write_season(tmp_path)
    save_series(tmp_path)
    assert undo_series(tmp_path) == tmp_path / "series.voices.toml"
    assert not (tmp_path / "series.voices.toml").exists()
    with pytest.raises(CastError, match="no edit"):
        undo_series(tmp_path)


def test_what_was_edited_since_is_not_taken_back(tmp_path: Path) -> None:
    saved = save_series(write_season(tmp_path))
    saved.path.write_text(saved.path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(CastError, match="changed after its last edit"):
        undo_series(tmp_path)
    assert saved.path.read_text(encoding="utf-8").endswith("# mine\n")


def test_the_people_of_a_season_come_out_the_same_whatever_the_order_of_the_files_on_the_disk(tmp_path: Path) -> None:
    one = save_series(write_season(tmp_path / "one")).path
    two = save_series(write_season(tmp_path / "two", dict(reversed(EPISODES.items())))).path
    texts = [path.read_text(encoding="utf-8").splitlines()[7:] for path in (one, two)]
    assert texts[0] == texts[1]


def test_names_of_files_and_folders_cannot_spoil_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "the\nodd \x07 one"
    saved = save_series(write_season(folder, {"a\nb.md": FERRY, "c\x1b[31m.md": LAMP, "d.md": FERRY}))
    held = load_cast_file(saved.path)
    assert held.series.title == "The Odd One"
    assert set(held.characters) == {"Ines", "Ulf"}


def test_whoever_tells_every_episode_goes_on_speaking_with_the_narrators_voice(tmp_path: Path) -> None:
    told = "I went down to the quay. I was cold.\n\n“Anna!” said Ulf.\n\n“I am here,” I said.\n\n“Come in,” said Ulf.\n"
    folder = write_season(tmp_path, {"1.md": f"# One\n\n{told}", "2.md": f"# Two\n\n{told}"})
    assert not read_series(folder).clashes
    saved = save_series(folder)
    assert {person.shown for person in saved.held} == {"the narrator", "Ulf"}
    assert "Anna" not in saved.path.read_text(encoding="utf-8")
    assert all(episode.cast.teller == "Anna" for episode in saved.after.episodes)
