"""Packages of audiobooks, point by point as the W3C and Readium have them.

The numbers are of: W3C Audiobooks (2020-11-10), Publication Manifest (2020-11-10), Lightweight Packaging Format
(2020-01-16); and of Readium's Web Publication Manifest, its Audiobook Profile and Packaging Format (November 2026).
Manifests of episodes and of audiobooks have also been held against the JSON schemas published with both.
"""

from __future__ import annotations

import json
import re
import tracemalloc
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import av
import pytest
from support.programmes import LAMP, NASTY, episode_file, programme, seconds
from support.reported import tone, write

import drama
from drama.errors import WriteError
from drama.exports.base import EpisodeFile
from drama.exports.programme import Programme
from drama.exports.registry import check_export, write_export
from drama.model import Chapter, Metadata

JPEG = b"\xff\xd8\xff\xe0" + bytes(1_000)
STATED = Metadata(
    narrator="Ida Renn",
    language="en-GB",
    series="Harbour Tales",
    part="2.5",
    subtitle="A Night",
    description="Two people & a lamp.",
    publisher="Lantern House",
)
TOLD = programme(metadata=STATED, cover=JPEG)


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("lamp") / "the lamp's.wav", tone(0.2, -20))


def files(audio: Path, *given: Programme, **known: Any) -> list[EpisodeFile]:
    return [episode_file(one, audio, **known) for one in given or (TOLD,)]


def packed(path: Path, name: str, given: list[EpisodeFile]) -> ZipFile:
    write_export(path / f"a.{name}", name, *given)
    return ZipFile(path / f"a.{name}")


def lpf(path: Path, given: list[EpisodeFile]) -> tuple[ZipFile, dict[str, Any]]:
    package = packed(path, "lpf", given)
    return package, json.loads(package.read("publication.json"))


def readium(path: Path, given: list[EpisodeFile]) -> tuple[ZipFile, dict[str, Any]]:
    package = packed(path, "audiobook", given)
    return package, json.loads(package.read("manifest.json"))


class Page(HTMLParser):
    """The elements, links and text of a page."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a"]


def test_the_manifest_of_the_w3c_says_all_that_is_required_and_what_is_known(audio: Path, tmp_path: Path) -> None:
    _, manifest = lpf(tmp_path, files(audio))
    assert manifest["@context"][:2] == ["https://schema.org", "https://www.w3.org/ns/pub-context"]  # Audiobooks 5.3
    assert manifest["conformsTo"] == "https://www.w3.org/TR/audiobooks/"  # 5.4
    assert manifest["type"] == "Audiobook"  # 5.5
    assert manifest["name"] == "The Lamp"
    recommended = {  # 5.2, but for what is not known: address, dates, whether it is abridged
        "id", "author", "readBy", "duration", "inLanguage", "readingProgression", "resources", "accessMode",
        "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary",
    }  # fmt: skip
    assert recommended < set(manifest)
    assert manifest["id"].startswith("urn:uuid:")
    assert (manifest["author"], manifest["readBy"]) == ("M. Orrin", "Ida Renn")
    assert (manifest["publisher"], manifest["inLanguage"]) == ("Lantern House", "en-GB")


def test_the_manifest_of_readium_says_all_that_is_required_and_what_is_known(audio: Path, tmp_path: Path) -> None:
    _, manifest = readium(tmp_path, files(audio))
    about = manifest["metadata"]
    assert about["conformsTo"] == "https://readium.org/webpub-manifest/profiles/audiobook"  # Audiobook Profile, 1
    assert about["duration"] == 21.5  # 3
    assert about["@type"] == "http://schema.org/Audiobook"
    assert (about["title"], about["subtitle"], about["author"]) == ("The Lamp", "A Night", "M. Orrin")
    assert (about["narrator"], about["language"]) == ("Ida Renn", "en-GB")
    assert about["belongsTo"] == {"series": {"name": "Harbour Tales", "position": 2.5}}
    (sound,) = manifest["readingOrder"]
    assert sound == {"href": "audio/001.wav", "type": "audio/wav", "title": "The Lamp", "duration": 21.5, "bitrate": 26}


def test_what_is_not_stated_is_not_said(audio: Path, tmp_path: Path) -> None:
    bare = programme((), title="", author="", cast=(), chapters=(), cover=None, metadata=Metadata(language=""))
    _, manifest = lpf(tmp_path, files(audio, bare))
    assert (manifest["name"], manifest["inLanguage"]) == ("Untitled", "und")
    assert not {"author", "readBy", "publisher", "description"} & set(manifest)
    assert [one["url"] for one in manifest["resources"]] == ["index.html", "text/001.html", "captions/001.vtt"]
    _, other = readium(tmp_path, files(audio, bare))
    assert not {"author", "narrator", "publisher", "belongsTo"} & set(other["metadata"])


@pytest.mark.parametrize("name", ["lpf", "audiobook"])
def test_a_package_holds_what_it_lists_and_nothing_else(name: str, audio: Path, tmp_path: Path) -> None:
    chapters = [replace(TOLD, title=title) for title in ("One", "Two", "Three")]
    package = packed(tmp_path, name, files(audio, *chapters, album="The Lamp"))
    first, *others = package.namelist()
    manifest = json.loads(package.read(first))
    assert first == {"lpf": "publication.json", "audiobook": "manifest.json"}[name]  # LPF 4; Readium Packaging, 5
    listed = [one.get("url") or one["href"] for one in manifest["readingOrder"] + manifest["resources"]]
    assert sorted(listed) == sorted(others)  # LPF 4: the union of both lists
    assert len(set(listed)) == len(listed)
    assert all(re.fullmatch(r"[a-z0-9]+(/[0-9]+)?\.[a-z0-9]+", one) for one in listed)
    for info in package.infolist():
        is_media = info.filename.startswith(("audio/", "cover"))
        assert info.compress_type == (ZIP_STORED if is_media else ZIP_DEFLATED)  # LPF 3; Readium Packaging, 4
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert package.read("audio/002.wav") == audio.read_bytes()
    assert package.read("cover.jpg") == JPEG
    assert package.testzip() is None


def test_the_durations_add_up(audio: Path, tmp_path: Path) -> None:
    chapters = [replace(TOLD, title=f"{n}", frames=seconds(n) + n, chapters=()) for n in (1, 2, 3_600)]
    _, manifest = lpf(tmp_path, files(audio, *chapters))
    valid = re.compile(r"PT(\d+(?:\.\d+)?)S")  # Publication Manifest 2.6.2: ISO 8601
    parts = [float(valid.fullmatch(one["duration"])[1]) for one in manifest["readingOrder"]]
    assert parts == [1.0, 2.0, 3600.082]
    assert float(valid.fullmatch(manifest["duration"])[1]) == pytest.approx(sum(parts))  # Audiobooks 5.6.2
    _, other = readium(tmp_path, files(audio, *chapters))
    assert [one["duration"] for one in other["readingOrder"]] == parts
    assert other["metadata"]["duration"] == pytest.approx(sum(parts))


def test_chapters_within_a_file_are_found_by_media_fragments(audio: Path, tmp_path: Path) -> None:
    package, manifest = lpf(tmp_path, files(audio))
    assert "#" not in manifest["readingOrder"][0]["url"]
    page = Page(package.read("index.html"))
    toc = [attributes for tag, attributes in page.elements if attributes.get("role") == "doc-toc"]
    assert len(toc) == 1  # Audiobooks 3
    assert page.links == ["audio/001.wav#t=0", "audio/001.wav#t=15", "text/001.html"]
    assert ("link", {"rel": "publication", "href": "publication.json"}) in page.elements  # LPF 5
    contents = [one["url"] for one in manifest["resources"] if one.get("rel") == "contents"]
    assert contents == ["index.html"]
    _, other = readium(tmp_path, files(audio))
    assert other["toc"] == [
        {"href": "audio/001.wav#t=0", "title": "The stair"},
        {"href": "audio/001.wav#t=15", "title": "Chapter 2"},
    ]


def test_the_chapters_of_an_audiobook_are_one_package_under_the_books_title(audio: Path, tmp_path: Path) -> None:
    chapters = [replace(TOLD, title=title, chapters=(Chapter(title, 0, TOLD.frames),)) for title in ("Dusk", "Dawn")]
    package, manifest = lpf(tmp_path, files(audio, *chapters, album="The Lamp: a Book"))
    assert manifest["name"] == "The Lamp: a Book"
    assert [(one["url"], one["name"]) for one in manifest["readingOrder"]] == [
        ("audio/001.wav", "Dusk"),
        ("audio/002.wav", "Dawn"),
    ]
    assert Page(package.read("index.html")).links[:2] == ["audio/001.wav", "audio/002.wav"]


def test_every_file_of_sound_has_its_words_beside_it(audio: Path, tmp_path: Path) -> None:
    package, manifest = lpf(tmp_path, files(audio))
    (other,) = manifest["readingOrder"][0]["alternate"]  # Audiobooks 7
    assert (other["url"], other["encodingFormat"]) == ("text/001.html", "text/html")
    page = Page(package.read("text/001.html"))
    for line in LAMP:
        assert line.text.strip() in page.text
    assert {f"line-{line.line}" for line in LAMP} == {at["id"] for _, at in page.elements if at.get("id")}
    assert package.read("captions/001.vtt").startswith(b"WEBVTT")


@pytest.mark.parametrize("text", [*NASTY, "x" * 10_000, "</script><script>alert(1)</script>"])
def test_any_words_stay_words(text: str, audio: Path, tmp_path: Path) -> None:
    said = tuple(replace(one, text=text, speaker=one.speaker and text) for one in LAMP)
    chapters = (Chapter(text, 0, 9),) * 2
    told = replace(TOLD, utterances=said, title=text, author=text, chapters=chapters, credits=(text,))
    package, _ = lpf(tmp_path, files(audio, told))
    for page in ("index.html", "text/001.html"):
        tags = {tag for tag, _ in Page(package.read(page)).elements}
        allowed = "html head meta title link style body h1 h2 p nav ol li a b i"
        assert tags <= set(allowed.split())
    readium(tmp_path, files(audio, told))


def test_a_file_of_sound_is_never_whole_in_memory(tmp_path: Path) -> None:
    large = tmp_path / "large.mp3"
    with large.open("wb") as file:
        file.truncate(64 << 20)
    tracemalloc.start()
    try:
        write_export(tmp_path / "a.lpf", "lpf", episode_file(TOLD, large))
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
    assert (tmp_path / "a.lpf").stat().st_size > 64 << 20


def test_a_sound_whose_type_is_not_known_is_refused_before_any_work() -> None:
    with pytest.raises(WriteError, match=r"cannot carry tale.au; valid is an episode as .flac or"):
        check_export("lpf", Path("tale.au"))


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_an_audiobook_goes_out_as_packages_that_play(tmp_path: Path) -> None:
    story = tmp_path / "kiln.md"
    story.write_text("# The Kiln\n\n## The yard\n\nWind came.\n\n## The oven\n\nIt ticked.\n", encoding="utf-8")
    output = tmp_path / "kiln.mp3"
    episode = drama.render(story, output, engine="tone", preset="audiobook", documents=["lpf", "audiobook"], jobs=2)
    packages = [tmp_path / "kiln.lpf", tmp_path / "kiln.audiobook"]
    assert set(packages) <= set(episode.outputs)
    assert not [path for path in output.with_suffix("").iterdir() if path.suffix in {".lpf", ".audiobook"}]
    with ZipFile(packages[1]) as package:
        manifest = json.loads(package.read("manifest.json"))
        assert manifest["metadata"]["title"] == "The Kiln"
        assert [one["title"] for one in manifest["readingOrder"]] == ["The yard", "The oven"]
        for sound in manifest["readingOrder"]:
            with av.open(BytesIO(package.read(sound["href"]))) as container:
                assert container.duration / 1e6 == pytest.approx(sound["duration"], abs=0.06)
                assert sound["bitrate"] == pytest.approx(container.streams.audio[0].bit_rate / 1000, rel=0.1)
