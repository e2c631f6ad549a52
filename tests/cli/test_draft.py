"""Drafts, and what a dry run says of time."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

Drama = Callable[..., subprocess.CompletedProcess[str]]


def test_a_draft_is_a_file_of_its_own_and_the_episode_after_it_is_as_without(drama: Drama, story: Path) -> None:
    assert drama("render", story, "--engine", "tone", "-o", "without.wav").returncode == 0
    shutil.rmtree(story.parent / "cache")
    draft = drama("render", story, "--draft")
    assert draft.returncode == 0, draft.stderr
    assert story.with_name("ferry.draft.mp3").exists()
    done = drama("render", story, "--engine", "tone", "-o", "with.wav")
    assert " 0 reused" in done.stdout
    assert "changed hands" not in done.stdout
    assert story.with_name("with.wav").read_bytes() == story.with_name("without.wav").read_bytes()


def test_a_draft_in_another_engine_is_refused(drama: Drama, story: Path) -> None:
    done = drama("render", story, "--draft", "--engine", "tone")
    assert done.returncode == 2
    assert "--draft speaks with pyttsx3" in done.stderr


def test_a_dry_run_tells_the_time_of_each_engine_once_it_was_measured(drama: Drama, story: Path) -> None:
    before = drama("render", story, "--engine", "tone", "--dry-run").stdout
    assert "  tone: " in before
    assert "how long recording takes is not known yet" in before
    drama("render", story, "--engine", "tone", "-o", "a.wav")
    shutil.rmtree(story.parent / "cache" / "takes")
    after = drama("render", story, "--engine", "tone", "--dry-run").stdout
    assert "of speech, recorded in " in after
    assert "not measured" not in after
