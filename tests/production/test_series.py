"""A folder of episodes: who returns, who is new, whose voices a listener would confuse."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from support.seasons import EPISODES, FERRY, LAMP, TONES, own_file, write_season

from drama.errors import CastError, StoryError
from drama.production.read_series import read_series
from drama.production.series import Series, labels

pytestmark = pytest.mark.slow


def names(people: object) -> list[str]:
    return [person.shown for person in people]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Series:
    return read_series(write_season(tmp_path_factory.mktemp("season"), series=TONES))


def test_it_tells_who_returns_who_is_new_and_who_was_a_guest(season: Series) -> None:
    assert season.title == "Harbour Tales"
    assert names(season.regulars) == ["Ines", "Ulf"]
    assert names(season.newcomers) == ["Dora"]
    assert names(season.guests) == ["Marek"]


def test_it_tells_in_which_episodes_and_how_much_everybody_speaks(season: Series) -> None:
    about = {person.shown: (person.episodes, person.lines) for person in season.people}
    assert about["Ines"] == ("1-3", 6)
    assert about["Ulf"] == ("1, 3", 4)
    assert about["Marek"][0] == "2"
    assert about["the narrator"][0] == "1-3"
    assert [episode.number for episode in season.episodes] == ["1", "2", "3"]


def test_those_whom_the_file_of_the_series_names_keep_their_voices_in_all_episodes(season: Series) -> None:
    assert not season.changing
    held = {person.shown for person in season.people if person.is_held}
    assert held == {"the narrator", "Ines", "Ulf"}


def test_who_has_another_voice_in_another_episode_is_told_with_the_episodes(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES)
    own_file(tmp_path, "02 lamp.md", '[characters.Ines]\nengine = "tone"\nvoice = "tone:500"\n')
    (ines,) = read_series(tmp_path).changing
    assert [(voice.id, where) for voice, where in ines.voices] == [("tone:440", "1, 3"), ("tone:500", "2")]


@pytest.mark.parametrize("row", ["rate_wpm = 150", "pitch = 70"])
def test_a_change_of_pace_or_pitch_is_a_change_of_voice_and_one_of_level_is_not(tmp_path: Path, row: str) -> None:
    write_season(tmp_path, series=TONES)
    own_file(tmp_path, "02 lamp.md", "[characters.Ines]\ngain_db = -2\npan = 0.5\n")
    assert not read_series(tmp_path).changing
    pitched = TONES.replace('"tone"', '"pyttsx3"').replace("tone:", "en-us+f")
    write_season(tmp_path, {}, series=pitched.replace("f440", "f3").replace("f300", "m3").replace("f200", "m1"))
    own_file(tmp_path, "02 lamp.md", f"[characters.Ines]\n{row}\n")
    assert names(read_series(tmp_path).changing) == ["Ines"]


def test_two_who_share_a_voice_are_told_even_if_they_never_meet(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES + '[characters.Marek]\nengine = "tone"\nvoice = "tone:300"\n')
    (clash,) = read_series(tmp_path).clashes
    assert str(clash) == "Ulf (1, 3) and Marek (2) share the voice tone:300"


def test_one_voice_moved_a_little_in_pitch_is_still_shared(tmp_path: Path) -> None:
    near = TONES.replace('"tone"', '"pyttsx3"').replace("tone:440", "en-us+f3").replace("tone:300", "en-us+f3")
    write_season(tmp_path, series=near.replace("tone:200", "en-us+m3") + "pitch = 52\n")
    (clash,) = read_series(tmp_path).clashes
    assert str(clash) == "Ines (1-3) and Ulf (1, 3) share the voice en-us+f3"
    assert 0 < clash.distance < 1


def test_two_who_sound_alike_are_told_with_how_near_they_are(tmp_path: Path) -> None:
    near = TONES.replace('"tone"', '"pyttsx3"').replace("tone:440", "en-us+m3").replace("tone:300", "en-gb+m3")
    write_season(tmp_path, series=near.replace("tone:200", "en-us+f3"))
    (clash,) = read_series(tmp_path).clashes
    assert str(clash).startswith("Ines (1-3) and Ulf (1, 3) are hard to tell apart (0.")


def test_people_are_matched_by_alias_where_that_means_nobody_else(tmp_path: Path) -> None:
    first = (
        "# One\n\n“Good evening,” said Greta Holm.\n\n“Evening,” said Mr. Vance. Greta smiled.\n\n“Late,” said Greta.\n"
    )
    second = "# Two\n\n“Are you there?” asked Greta.\n\n“I am,” said Mr. Vance.\n"
    series = read_series(write_season(tmp_path, {"1.md": first, "2.md": second}))
    greta = next(person for person in series.people if "Greta" in person.shown)
    assert greta.returns
    assert set(greta.names) == {"Greta Holm", "Greta"}


def test_aliases_of_the_series_file_make_one_person_of_two_names(tmp_path: Path) -> None:
    two = LAMP.replace("Ines", "the pilot")
    alias = TONES.replace('"tone:440"', '"tone:440"\naliases = ["the pilot"]')
    series = read_series(write_season(tmp_path, {"1.md": FERRY, "2.md": two}, series=alias))
    ines = next(person for person in series.people if person.shown == "Ines")
    assert ines.episodes == "1, 2"
    assert not [person for person in series.people if person.shown == "the pilot"]


def test_scripts_and_stories_are_episodes_of_one_series(tmp_path: Path) -> None:
    script = "Title: The Quay\n\nEXT. QUAY - NIGHT\n\nINES\nIs it you?\n\nULF\n(whispering)\nIt is.\n"
    series = read_series(write_season(tmp_path, {"1 ferry.md": FERRY, "2 quay.fountain": script}, series=TONES))
    assert names(series.regulars) == ["Ines", "Ulf"]
    assert {person.shown: person.episodes for person in series.regulars} == {"Ines": "1, 2", "Ulf": "1, 2"}
    assert not series.changing


def test_an_episode_may_be_a_folder_of_chapters(tmp_path: Path) -> None:
    write_season(tmp_path / "1 ferry", {"1.md": FERRY, "2.md": LAMP})
    write_season(tmp_path / "2 lamp", {"1.md": LAMP})
    series = read_series(write_season(tmp_path, {}, series=TONES))
    assert [episode.number for episode in series.episodes] == ["1", "2"]
    assert {person.shown: person.episodes for person in series.people if person.name} == {
        "Ines": "1, 2",
        "Marek": "1, 2",
        "Ulf": "1",
    }
    assert not series.notes


def test_a_folder_without_a_file_is_read_all_the_same_and_nobody_is_held(tmp_path: Path) -> None:
    series = read_series(write_season(tmp_path))
    assert series.path is None
    assert not [person for person in series.people if person.is_held]
    assert names(series.regulars) == ["Ines", "Ulf"] or names(series.regulars) == ["Ulf", "Ines"]


def test_the_title_is_what_the_episodes_say_where_no_file_says_it(tmp_path: Path) -> None:
    headed = {name: f"---\nseries: Harbour Tales\n---\n\n{text}" for name, text in EPISODES.items()}
    assert read_series(write_season(tmp_path, headed)).title == "Harbour Tales"


# ------------------------------------------------------------------ house style


def varied(folder: Path) -> list[str]:
    return [str(variation) for variation in read_series(folder).variations]


def test_a_house_style_that_all_episodes_inherit_does_not_vary(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES + '[sound]\nstyle = "radio"\n[pronounce]\nInes = "Ee-ness"\n')
    assert varied(tmp_path) == []


def test_what_one_episode_does_otherwise_is_told(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES + '[sound]\nstyle = "radio"\nintro = "chime"\n')
    own_file(tmp_path, "02 lamp.md", '[sound]\nstyle = "drama"\nintro = "none"\n[mix]\nloudness_lufs = -18\n')
    assert varied(tmp_path) == [
        "the style is radio in 1, 3, then drama in 2",
        "the loudness is -16 LUFS in 1, 3, then -18 LUFS in 2",
        "the intro is chime in 1, 3, then none in 2",
    ]


def test_a_word_that_is_pronounced_in_one_episode_only_is_told_where_it_stands_in_another(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES)
    own_file(tmp_path, "01 ferry.md", '[pronounce]\nInes = "Ee-ness"\nUlf = "Oolf"\nboats = "bots"\n')
    own_file(tmp_path, "02 lamp.md", '[pronounce]\nInes = { phonemes = "iːnɛs" }\n')
    assert varied(tmp_path) == [
        "the pronunciation of Ines is Ee-ness in 1, then iːnɛs in 2, then as the engine reads it in 3",
        "the pronunciation of Ulf is Oolf in 1, then as the engine reads it in 3",
    ]


# ------------------------------------------------------------------ what is wrong with the files


def test_an_episode_whose_own_file_forgets_the_series_is_told_with_the_row_to_write(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES)
    own = own_file(tmp_path, "02 lamp.md", "", extends=False)
    (note,) = read_series(tmp_path).notes
    assert note == f'{own} does not follow series.voices.toml: write at its head  extends = "series.voices.toml"'


def test_an_episode_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES)
    (tmp_path / "04 empty.md").write_text("", encoding="utf-8")
    series = read_series(tmp_path)
    assert len(series.episodes) == 3
    assert series.notes[0].startswith("04 empty.md is left out: ")


def test_two_episodes_of_one_number_are_told(tmp_path: Path) -> None:
    write_season(tmp_path, {"1 a.md": FERRY, "01 b.md": LAMP}, series=TONES)
    (note,) = read_series(tmp_path).notes
    assert note.startswith("1 a.md and 01 b.md are both number 1: say which is which")


def test_a_mistake_in_the_file_of_the_series_is_an_error_with_its_line(tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES + "pich = 3\n")
    with pytest.raises(CastError, match=r'line 15: unknown key "pich".*did you mean "pitch"'):
        read_series(tmp_path)


def test_a_folder_in_which_nothing_can_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoryError):
        read_series(write_season(tmp_path, {"1.md": "", "2.md": ""}))


def test_numbers_that_follow_one_another_are_shown_as_a_range(season: Series) -> None:
    one, two, three = season.episodes
    assert labels([one]) == "1"
    assert labels([one, two]) == "1, 2"
    assert labels([one, three]) == "1, 3"
    assert labels([one, two, three]) == "1-3"


def test_a_series_can_be_pickled(season: Series) -> None:
    again = pickle.loads(pickle.dumps(season))
    assert again.people == season.people
    assert again.clashes == season.clashes
