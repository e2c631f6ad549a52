"""A folder of episodes published as a podcast, again after this and that has changed, and looked at from outside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NoReturn

import pytest
import soundfile
from mutagen.id3 import ID3
from PIL import Image
from support.actors import save, talk
from support.published import (
    LATER,
    SHARED,
    WHEN,
    channel_of,
    found,
    items_of,
    picture,
    publish,
    said,
    write_episodes,
)
from support.seasons import FERRY, LAMP, TOWER, own_file

import drama
from drama.model import FRAME_RATE
from drama.production import season_render
from drama.publishing.published import read_published

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

URL = "https://example.org/harbour/"


@pytest.fixture
def season(tmp_path: Path) -> Path:
    return write_episodes(tmp_path / "season")


def guids(folder: Path) -> dict[str | None, str | None]:
    return {title: said(item, "guid") for title, item in items_of(folder / "published").items()}


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return what stands in a folder, and when each file was written."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_folder_becomes_a_podcast_and_the_same_folder_changes_nothing(season: Path) -> None:
    (season / "series.voices.toml").write_text(SHARED.replace('cover = "cover.png"\n', ""), encoding="utf-8")
    drama.mark_line(season / "01 ferry.md", 4, ("soundbite", "trailer"))
    done = publish(season)
    assert (done.failed, done.kept, set(done.rendered)) == ({}, (), {"The Ferry", "The Lamp", "Trailer"})
    assert [breach for breach in done.breaches if breach.rule.level == "required"] == []
    out = season / "published"
    channel, items = channel_of(out), items_of(out)
    assert (said(channel, "title"), said(channel, "language")) == ("Harbour Tales", "en-GB")
    assert list(items) == ["The Lamp", "The Ferry", "Trailer"]
    assert sum(path.suffix in {".jpg", ".mp3"} for path in out.iterdir()) == 6
    for title, item in items.items():
        (enclosure,) = found(item, "enclosure")
        file = out / (enclosure.get("url") or "").removeprefix(URL)
        assert enclosure.get("length") == str(file.stat().st_size)
        sound = soundfile.info(file)
        assert abs(int(said(item, "itunes:duration") or 0) - sound.duration) <= 0.6, title
        for pointing in (*found(item, "podcast:transcript"), *found(item, "podcast:chapters")):
            assert (out / (pointing.get("url") or "").removeprefix(URL)).is_file()
    ferry = items["The Ferry"]
    assert [said(ferry, f"itunes:{name}") for name in ("episode", "season", "episodeType", "explicit")] == [
        "1", "2", "full", "false",
    ]  # fmt: skip
    assert found(ferry, "podcast:season")[0].get("name") == "Winter"
    assert "Ulf: Synthetic voice" in (said(ferry, "content:encoded") or "")
    assert (said(ferry, "description") or "").startswith("<p>“Is that the last one?” Ines asked.")
    assert [person.text for person in found(ferry, "podcast:person")][:2] == ["Nell Orrin", "Ada Voss"]
    transcript = json.loads((out / "01-the-ferry.transcript.json").read_text("utf-8"))
    assert transcript["segments"][0].keys() == {"speaker", "startTime", "endTime", "body"}
    _check_bite(ferry, transcript["segments"])
    with Image.open(out / (found(channel, "itunes:image")[0].get("href") or "").removeprefix(URL)) as cover:
        assert cover.size == (3_000, 3_000)

    before = state(out), (season / "series.published.toml").read_bytes()
    again = publish(season, now=LATER)
    assert (again.rendered, again.is_feed_new, set(again.kept)) == ((), False, {"The Ferry", "The Lamp", "Trailer"})
    assert (state(out), (season / "series.published.toml").read_bytes()) == before


def _check_bite(item: object, segments: list[dict[str, object]]) -> None:
    """Check that the soundbite holds its line, and as many of those around it as it takes, or all there are."""
    (bite,) = found(item, "podcast:soundbite")  # type: ignore[arg-type]
    assert bite.text == "“The last tonight,”"
    start = float(bite.get("startTime") or 0)
    end = start + float(bite.get("duration") or 0)
    line = next(segment for segment in segments if "The last tonight" in str(segment["body"]))
    assert start <= float(str(line["startTime"]))
    assert end >= float(str(line["endTime"]))
    assert start == pytest.approx(float(str(segments[0]["startTime"])), abs=0.002)  # 15 s are more than the episode has
    assert end == pytest.approx(float(str(segments[-1]["endTime"])), abs=0.002)


def test_only_what_changed_is_rendered_and_what_it_is_known_by_stays(season: Path) -> None:
    publish(season)
    out = season / "published"
    known, sounds = guids(season), {path.name: path.read_bytes() for path in out.glob("*.mp3")}

    drama.mark_line(season / "01 ferry.md", 4, "soundbite")
    marked = publish(season, now=LATER)
    assert (marked.rendered, marked.is_feed_new) == ((), True)
    assert {path.name: path.read_bytes() for path in out.glob("*.mp3")} == sounds
    assert found(items_of(out)["The Ferry"], "podcast:soundbite")
    assert parsedate_to_datetime(said(channel_of(out), "lastBuildDate") or "") == LATER

    (season / "02 lamp.md").write_text(LAMP.replace("The Lamp", "The Old Lamp").replace("Twice", "Thrice"), "utf-8")
    edited = publish(season, now=LATER)
    assert (edited.rendered, edited.kept) == (("The Old Lamp",), ("The Ferry",))
    assert guids(season)["The Old Lamp"] == known["The Lamp"]
    item = items_of(out)["The Old Lamp"]
    assert parsedate_to_datetime(said(item, "pubDate") or "") == WHEN
    (enclosure,) = found(item, "enclosure")
    assert (enclosure.get("url"), enclosure.get("length")) == (
        f"{URL}02-the-lamp.mp3", str((out / "02-the-lamp.mp3").stat().st_size),
    )  # fmt: skip
    assert str(ID3(out / "02-the-lamp.mp3")["TIT2"]) == "The Old Lamp"
    assert len(list(out.glob("02-the-lamp-*.jpg"))) == 1  # the cover of before is gone with its title

    (out / "01-the-ferry.vtt").unlink()
    assert publish(season, now=LATER).rendered == ("The Ferry",)
    assert (out / "01-the-ferry.vtt").is_file()


def test_files_may_be_numbered_anew_and_episodes_say_when_and_what_they_are(season: Path) -> None:
    publish(season)
    known = guids(season)
    (season / "02 lamp.md").rename(season / "03 lamp.md")
    (season / "02 tower.md").write_text(TOWER, encoding="utf-8")
    own_file(season, "02 tower.md", '[season]\npublished = 2026-12-24\nkind = "bonus"\nexplicit = true\n'
             '[characters.Dora]\nengine = "tone"\nvoice = "tone:520"\n')  # fmt: skip
    plan = drama.plan_season(season, now=LATER)
    assert [(one.title, one.guid, one.is_new) for one in plan.episodes] == [
        ("The Ferry", known["The Ferry"], False),
        ("The Tower", plan.episodes[1].guid, True),
        ("The Lamp", known["The Lamp"], False),
    ]
    assert any("03 lamp.md is 02 lamp.md" in note for note in plan.notes)
    publish(season, now=LATER)
    items = items_of(season / "published")
    assert said(items["The Tower"], "pubDate") == "Thu, 24 Dec 2026 00:00:00 GMT"
    assert [said(items["The Tower"], f"itunes:{name}") for name in ("episodeType", "explicit")] == ["bonus", "true"]
    assert said(channel_of(season / "published"), "itunes:explicit") == "true"
    assert said(items["The Lamp"], "itunes:episode") == "3"
    assert guids(season)["The Lamp"] == known["The Lamp"]

    (season / "01 ferry.md").unlink()
    gone = publish(season, now=LATER)
    assert any("01 ferry.md went out" in note for note in gone.notes)
    assert "The Ferry" not in guids(season)
    record = read_published((season / "series.published.toml").read_text("utf-8"), "record")
    assert record.episodes["01 ferry.md"].guid == known["The Ferry"]


def test_an_episode_that_fails_is_named_and_the_feed_has_it_as_it_went_out(season: Path) -> None:
    publish(season)
    out = season / "published"
    lamp = (out / "02-the-lamp.mp3").read_bytes()
    own_file(season, "02 lamp.md", '[narrator]\nvoice = "nobodyknows"\n')
    (season / "03 tower.md").write_text(TOWER, encoding="utf-8")
    own_file(season, "03 tower.md", '[characters.Dora]\nvoice = "nobodyknows"\n')
    (season / "01 ferry.md").write_text("# The Ferry\n\n“Not tonight,” said Ulf.\n", encoding="utf-8")
    done = publish(season, now=LATER)
    assert done.rendered == ("The Ferry",)
    assert set(done.failed) == {"02 lamp.md", "03 tower.md"}
    assert "nobodyknows" in done.failed["02 lamp.md"]
    items = items_of(out)
    assert set(items) == {"The Ferry", "The Lamp"}
    assert (out / "02-the-lamp.mp3").read_bytes() == lamp
    for item in items.values():
        (enclosure,) = found(item, "enclosure")
        assert enclosure.get("length") == str((out / (enclosure.get("url") or "").removeprefix(URL)).stat().st_size)
    assert "03 tower.md" not in (season / "series.published.toml").read_text("utf-8")

    (out / "02-the-lamp.vtt").write_text("edited", encoding="utf-8")
    (season / "01 ferry.md").write_text("# The Ferry\n\n“Not tonight, I said,” said Ulf, and left.\n", encoding="utf-8")
    feed = (out / "feed.xml").read_text("utf-8")
    size = (out / "01-the-ferry.mp3").stat().st_size
    with pytest.raises(drama.DramaError, match=r"02 lamp\.md went out, and cannot be rendered again") as told:
        publish(season, now=LATER)
    assert re.search(r"03 tower\.md: .*nobodyknows.*the feed stays as it is\. Rendered: The Ferry\.", str(told.value))
    now = (out / "01-the-ferry.mp3").stat().st_size
    assert now != size
    assert (out / "feed.xml").read_text("utf-8") == feed.replace(f'length="{size}"', f'length="{now}"')


@pytest.mark.parametrize("broken", ["story", "cast"])
def test_an_episode_that_fails_says_what_it_said_when_it_went_out(season: Path, broken: str) -> None:
    (season / "02 lamp.md").write_text(f"---\nauthor: Osk Brandt\n---\n\n{LAMP}", encoding="utf-8")
    own = (
        'kind = "bonus"\nexplicit = true\npeople = ["Ivo Sand, composer"]\n[metadata]\ndescription = "Two lamps."\n'
        '[characters.Marek]\nengine = "tone"\nvoice = "tone:520"\n'
    )
    own_file(season, "02 lamp.md", f"[season]\n{own}")
    drama.mark_line(season / "02 lamp.md", 2, ("soundbite", "trailer"))
    publish(season)
    out = season / "published"
    before, feed = state(out), (out / "feed.xml").read_text("utf-8")
    assert "<itunes:type>serial</itunes:type>" in feed
    assert all(word in feed for word in ("Ivo Sand", "Two lamps.", "podcast:soundbite", ">bonus<"))
    if broken == "story":
        (season / "02 lamp.md").write_text("", encoding="utf-8")
    else:
        own_file(season, "02 lamp.md", f'[season]\n{own}[narrator]\nvoice = "nobodyknows"\n')
    done = publish(season, now=LATER)
    assert (set(done.failed), done.rendered, done.is_feed_new) == ({"02 lamp.md"}, (), False)
    assert state(out) == before
    (season / "01 ferry.md").write_text(FERRY.replace("swim", "wait"), encoding="utf-8")
    assert publish(season, now=LATER).rendered == ("The Ferry",)
    item = re.compile(r"<item>\s*<title>The Lamp</title>.*?</item>", re.DOTALL)
    assert item.findall(feed) == item.findall((out / "feed.xml").read_text("utf-8"))
    assert len(item.findall(feed)) == 1


def test_cut_short_once_the_sound_is_in_place_the_feed_still_tells_its_length(
    season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(season)
    out = season / "published"
    (season / "01 ferry.md").write_text(f"{FERRY}\n“No more boats,” said Ines.\n", encoding="utf-8")
    feed, size = (out / "feed.xml").read_text("utf-8"), (out / "01-the-ferry.mp3").stat().st_size

    def interrupted(_: bytes) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(season_render, "look_at", interrupted)  # what comes behind the sound
        with pytest.raises(KeyboardInterrupt):
            publish(season, now=LATER)
    now = (out / "01-the-ferry.mp3").stat().st_size
    assert now != size
    assert (out / "feed.xml").read_text("utf-8") == feed.replace(f'length="{size}"', f'length="{now}"')
    assert publish(season, now=LATER).rendered == ("The Ferry",)


def test_one_that_is_cut_short_leaves_a_feed_that_tells_the_lengths_of_what_is_there(season: Path) -> None:
    publish(season)
    for story in ("01 ferry.md", "02 lamp.md"):
        text = (season / story).read_text("utf-8")
        (season / story).write_text(f"{text}\n“No more,” said Ines.\n", encoding="utf-8")

    def stop(told: drama.SeasonProgress) -> None:
        if told.number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(season, now=LATER, progress=stop)
    out = season / "published"
    lengths = [found(item, "enclosure")[0] for item in items_of(out).values()]
    assert [one.get("length") for one in lengths] == [
        str((out / (one.get("url") or "").removeprefix(URL)).stat().st_size) for one in lengths
    ]
    assert publish(season, now=LATER).rendered == ("The Lamp",)


@pytest.mark.parametrize("how", ["moved", "another cache", "both"])
def test_a_season_that_is_moved_or_published_with_another_cache_is_drama_s_own_still(
    season: Path, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drama.mark_line(season / "01 ferry.md", 4, "trailer")
    publish(season)
    before = state(season / "published")
    if how != "another cache":
        season = season.rename(tmp_path / "elsewhere")
    if how != "moved":
        monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "empty"))
    plan = drama.plan_season(season, now=LATER)
    assert (plan.refused, [one.is_rendered for one in plan.episodes]) == ((), [False] * 3)
    done = publish(season, now=LATER)
    assert (done.rendered, done.is_feed_new) == ((), False)
    assert state(season / "published") == before
    (season / "02 lamp.md").write_text(LAMP.replace("Twice", "Thrice"), encoding="utf-8")
    assert publish(season, now=LATER).rendered == ("The Lamp",)

    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "emptier"))
    for name in ("index.html", "02-the-lamp.vtt"):
        (season / "published" / name).write_text("mine", encoding="utf-8")
    assert drama.plan_season(season, now=LATER).refused == ("index.html", "02-the-lamp.vtt")
    with pytest.raises(drama.DramaError, match=r"index\.html is there already, and drama did not write it"):
        publish(season, now=LATER)
    assert (season / "published" / "index.html").read_text("utf-8") == "mine"


def test_a_memory_that_names_files_elsewhere_or_is_another_s_file_is_none(season: Path) -> None:
    publish(season)
    memory = season / "published" / ".drama"
    note = memory / "02-the-lamp.json"
    rows = json.loads(note.read_text("utf-8"))
    rows["told"]["episode"]["page"]["name"] = "../../elsewhere.html"
    note.write_text(json.dumps(rows), encoding="utf-8")
    (season / "02 lamp.md").write_text("", encoding="utf-8")
    publish(season, now=LATER)
    assert not list(season.parent.rglob("elsewhere.html"))
    (memory / "01-the-ferry.json").write_text("mine", encoding="utf-8")
    assert publish(season, now=LATER).rendered == ("The Ferry",)
    assert (memory / "01-the-ferry.json").read_text("utf-8") == "mine"


def test_what_is_passed_over_left_behind_or_wanted_by_directories_is_told(season: Path) -> None:
    for name in ("index.md", "plot.txt", "README.md"):
        (season / name).write_text("A list.\n", encoding="utf-8")
    shared = "".join(row for row in SHARED.splitlines(keepends=True) if not row.startswith("email"))
    (season / "series.voices.toml").write_text(shared.replace("https:", "http:"), encoding="utf-8")
    byline = "---\nauthor: Osk Brandt\n---\n\n# The Ferry\n\nby the harbour authors\n"
    (season / "01 ferry.md").write_text(FERRY.replace("# The Ferry\n", byline), encoding="utf-8")
    drama.mark_line(season / "02 lamp.md", 2, "trailer")
    notes = drama.plan_season(season).notes
    assert any("not episodes, by their names: README.md, index.md, plot.txt;" in note for note in notes)
    assert any("spotify-email" in note for note in notes)
    assert any("http://example.org/harbour/, is not https" in note for note in notes)
    assert not any("points to" in note for note in publish(season).notes)
    item = items_of(season / "published")["The Ferry"]
    assert (said(item, "description") or "").startswith("<p>“Is that the last one?”")

    (season / "02 lamp.md").unlink()
    (note,) = (note for note in publish(season, now=LATER).notes if "points to" in note)
    assert all(name in note for name in ("02-the-lamp.mp3", "02-the-lamp.html", "02-the-lamp.vtt", "trailer.mp3"))
    assert "01-the-ferry" not in note
    assert (season / "published" / "02-the-lamp.mp3").is_file()


def test_a_record_that_is_lost_comes_back_from_what_is_published(season: Path) -> None:
    record = season / "series.published.toml"
    record.write_text(
        '[podcast]\nguid = "9b024349-ccf0-5f69-a609-6b82873eab3c"\n\n[episodes."01 ferry.md"]\n'
        'guid = "https://old.example/?p=7"\npublished = 2020-02-29T06:00:00+01:00\nname = "ferry"\n',
        encoding="utf-8",
    )
    publish(season)
    before, published = record.read_bytes(), state(season / "published")
    record.unlink()
    done = publish(season, now=LATER)
    assert any("series.published.toml is not there" in note for note in done.notes)
    assert record.read_bytes() == before
    assert state(season / "published") == published


def _broken(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what the series' file says, and what is told of it."""
    (folder / "small.jpg").write_bytes(picture(600))
    plain = SHARED.partition("[season]")[0]
    yield plain, r"series\.voices\.toml says nothing of where the podcast stands on the web(?s:.*)url = "
    yield f"{plain}[season]\nnumber = 1\n", "give it with --url"
    yield SHARED.replace("cover.png", "small.jpg"), "600 × 600 pixels; valid is a square JPEG or PNG of 1,400 to 3,000"
    yield SHARED.replace("cover.png", "none.jpg"), r"none\.jpg of \[season\] cannot be read"
    yield SHARED.replace('"Fiction > Drama"', '"Fiktion"'), 'did you mean "Fiction"'


def test_what_is_missing_or_wrong_is_told_before_anything_is_recorded(season: Path) -> None:
    for shared, problem in _broken(season):
        (season / "series.voices.toml").write_text(shared, encoding="utf-8")
        with pytest.raises(drama.DramaError, match=problem):
            publish(season)
    (season / "series.voices.toml").write_text(SHARED, encoding="utf-8")
    with pytest.raises(drama.DramaError, match="valid is the address of a folder on the web"):
        publish(season, url="ftp://example.org")
    (season / "series.published.toml").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(drama.DramaError, match=r"series\.published\.toml: not valid TOML"):
        publish(season)
    (season / "series.published.toml").unlink()
    (season / "published").mkdir()
    (season / "published" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(drama.DramaError, match=r"index\.html is there already, and drama did not write it"):
        publish(season)
    assert [path.name for path in (season / "published").iterdir()] == ["index.html"]
    assert not list(drama.takes().root.rglob("*.flac"))


def test_a_cover_of_the_podcast_goes_out_as_it_was_given_and_a_record_may_name_guids_of_before(
    season: Path, tmp_path: Path
) -> None:
    (season / "series.voices.toml").write_text(f"{SHARED}synthetic = false\n", encoding="utf-8")
    guid = "9b024349-ccf0-5f69-a609-6b82873eab3c"
    (season / "series.published.toml").write_text(
        f'[podcast]\nguid = "{guid}"\n\n[episodes."01 ferry.md"]\nguid = "https://old.example/?p=7"\n'
        'published = 2020-02-29T06:00:00+01:00\nname = "ferry"\n',
        encoding="utf-8",
    )
    out = tmp_path / "elsewhere"
    done = publish(season, out, url="https://radio.example/h")
    assert not (season / "published").exists()
    channel, items = channel_of(out), items_of(out)
    (image,) = found(channel, "itunes:image")
    assert (out / (image.get("href") or "").removeprefix("https://radio.example/h/")).read_bytes() == picture()
    assert said(channel, "podcast:guid") == guid
    assert said(items["The Ferry"], "guid") == "https://old.example/?p=7"
    assert said(items["The Ferry"], "pubDate") == "Sat, 29 Feb 2020 05:00:00 GMT"
    assert found(items["The Ferry"], "enclosure")[0].get("url") == "https://radio.example/h/ferry.mp3"
    assert not found(channel, "podcast:txt")
    assert "ynthetic" not in (out / "feed.xml").read_text("utf-8")
    assert done.season.episodes[0].duration_s * FRAME_RATE == int(done.season.episodes[0].duration_s * FRAME_RATE)


def test_a_person_who_plays_is_credited_and_only_voices_that_are_synthetic_are_told_to_be(season: Path) -> None:
    ulf = [line.number for line in drama.read(season / "01 ferry.md").lines if line.speaker == "Ulf"]
    for number in ulf:
        save(season / "takes" / f"{number}.wav", talk(number))
    shared = SHARED.replace('voice = "tone:300"\n', 'voice = "tone:300"\nactor = "Ilse Maar"\n')
    (season / "series.voices.toml").write_text(shared, encoding="utf-8")
    drama.import_recordings(season / "01 ferry.md", season / "takes")
    (season / "02 lamp.md").write_text("# The Lamp\n\n“Ulf.” “It is out,” said Ulf.\n", encoding="utf-8")
    publish(season)
    items = items_of(season / "published")
    credited = [person.text for person in found(items["The Ferry"], "podcast:person")]
    assert "Ilse Maar as Ulf" in credited
    assert "Synthetic voice as Ulf" not in credited
    assert "Synthetic voice as Ines" in credited
    assert "Ulf: Ilse Maar" in (said(items["The Ferry"], "content:encoded") or "")
    told = [said(item, "podcast:txt[@purpose='ai-content']") for item in items.values()]
    assert told == ["true", "true"]
    assert drama.check_season(season) == ()
