"""``drama season`` from outside."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.published import SHARED, channel_of, said, write_episodes
from support.seasons import own_file

pytestmark = pytest.mark.slow

Drama = Callable[..., subprocess.CompletedProcess[str]]


def test_a_season_is_planned_published_checked_and_found_unchanged(
    drama: Drama, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795975200")  # 29 November 2026, 18:00 UTC
    write_episodes(tmp_path / "one")
    planned = drama("season", "one", "--dry-run")
    assert planned.returncode == 0, planned.stderr
    rows = planned.stdout.splitlines()
    assert rows[:2] == ["Harbour Tales  2 episodes, to be published in one/published",
                        "  https://example.org/harbour/feed.xml"]  # fmt: skip
    row = "2 The Lamp 02-the-lamp 2026-11-29 18:00 (new) rendered, 9 lines recorded"
    assert " ".join(rows[4].split()) == row
    assert not (tmp_path / "one" / "published").exists()
    done = drama("season", "one", "--jobs", 1)
    assert done.returncode == 0, done.stderr
    assert "  rendered: The Ferry, The Lamp" in done.stdout
    assert said(channel_of(tmp_path / "one" / "published"), "lastBuildDate") == "Sun, 29 Nov 2026 18:00:00 GMT"
    assert drama("season", "one", "--check").stdout == "0 required rules broken, 0 recommendations not followed\n"
    (tmp_path / "one" / "published" / "01-the-ferry.mp3").write_bytes(b"no sound")
    checked = drama("season", "one", "--check")
    assert checked.returncode == 1
    assert "required     rss-length: the enclosure of “The Ferry” says" in checked.stdout
    planned = drama("season", "one", "--dry-run")
    assert planned.returncode == 1
    assert "01-the-ferry.mp3 is there already" in planned.stderr
    assert drama("season", "one", "--dry-run", "--force").returncode == 0
    refused = drama("season", "one", "--jobs", 1)
    assert refused.returncode == 1
    assert "--force replaces it" in refused.stderr
    assert "rendered: The Ferry\n" in drama("season", "one", "--jobs", 1, "--force").stdout
    assert "rendered: nothing" in drama("season", "one").stdout


def test_what_fails_is_named_and_ends_with_1(drama: Drama, tmp_path: Path) -> None:
    write_episodes(tmp_path / "one")
    own_file(tmp_path / "one", "02 lamp.md", '[narrator]\nvoice = "nobodyknows"\n')
    planned = drama("season", "one", "--dry-run")
    assert "cannot be read: 02 lamp" in planned.stdout.replace("one/", "")
    assert planned.returncode == 1
    done = drama("season", "one", "--jobs", 1)
    assert done.returncode == 1
    assert "Error: 02 lamp.md: " in done.stderr
    assert "Harbour Tales, 1 episode," in done.stdout
    assert "  failed: 02 lamp.md; in the feed is what went out before\n" in done.stdout
    assert "upload" not in done.stdout
    (tmp_path / "one" / "02 lamp.md").write_text("", encoding="utf-8")
    empty = next(row for row in drama("season", "one", "--jobs", 1).stderr.splitlines() if row.startswith("Error"))
    assert empty.count("02 lamp.md") == 1
    (tmp_path / "one" / "series.voices.toml").write_text(SHARED.partition("[season]")[0], encoding="utf-8")
    nowhere = drama("season", "one")
    assert nowhere.returncode == 1
    assert "says nothing of where the podcast stands on the web" in nowhere.stderr
    assert drama("season", "one", "--check", "--dry-run").returncode == 2
    assert "is not there" in drama("season", "two").stderr
