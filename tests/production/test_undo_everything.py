"""Edits, undos, redos, changes by hand and kills in any order, over all text files of a story: no text is ever lost."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import drama
from drama.errors import DramaError
from drama.files.text_edits import TextFile

NAMES = ("pier.voices.toml", "pier.script.toml", "pier.answers.json", "pier.txt")
FILES = st.sampled_from(NAMES)
Texts = dict[str, str | None]


class Edits(RuleBasedStateMachine):
    """A story whose files are edited, beside a model of it: each step as the texts before and after it."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.story = self.folder / "pier.txt"
        self.number = 0
        self.steps: list[tuple[str, Texts, Texts]] = []
        self.undone: list[tuple[str, Texts, Texts]] = []
        self.texts: Texts = dict.fromkeys(NAMES) | {"pier.txt": "“Hello,” said Ada.\n"}
        self.ever: dict[str, set[str | None]] = {name: set() for name in NAMES}
        self.story.write_text(self.texts["pier.txt"] or "", encoding="utf-8")

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    # -------------------------------------------------------------- what may happen

    @rule(name=FILES, length=st.integers(0, 3000))
    def edit(self, name: str, length: int) -> None:
        self.gesture(name, length=length)

    @rule(first=FILES, second=FILES)
    def edit_two(self, first: str, second: str) -> None:
        self.gesture(first, second)

    @rule(name=FILES, is_noticed=st.booleans())
    def change_by_hand(self, name: str, is_noticed: bool) -> None:
        self.hand(name)
        if not is_noticed:
            self.gesture(name)

    @precondition(lambda self: self.steps)
    @rule(count=st.integers(1, 3))
    def undo(self, count: int) -> None:
        taken = [self.steps.pop() for _ in range(min(count, len(self.steps)))]
        self.undone += taken
        for _, before, _ in taken:
            self.texts |= before
        assert [edit.label for edit in drama.undo(self.story, steps=count).edits] == [label for label, _, _ in taken]

    @precondition(lambda self: self.undone)
    @rule(count=st.integers(1, 3))
    def redo(self, count: int) -> None:
        brought = [self.undone.pop() for _ in range(min(count, len(self.undone)))]
        self.steps += brought
        for _, _, after in brought:
            self.texts |= after
        assert [edit.label for edit in drama.redo(self.story, steps=count).edits] == [label for label, _, _ in brought]

    # -------------------------------------------------------------- kills

    @rule(name=FILES)
    def killed_before_the_file_is_written(self, name: str) -> None:
        self.without_the_file(name, lambda: self.gesture(name))
        self.texts |= self.steps[-1][1]
        self.undone = [self.steps.pop()]

    @rule(name=FILES, part=st.floats(0, 1, exclude_max=True))
    def killed_while_the_journal_is_written(self, name: str, part: float) -> None:
        model = (list(self.steps), list(self.undone), dict(self.texts), self.ever | {name: set(self.ever[name])})
        kept = self.journal(name).read_bytes() if self.journal(name).exists() else b""
        self.without_the_file(name, lambda: self.gesture(name))
        whole = self.journal(name).read_bytes()
        self.journal(name).write_bytes(whole[: len(kept) + int(part * (len(whole) - len(kept)))])
        self.steps, self.undone, self.texts, self.ever = model

    @rule(first=FILES, second=FILES)
    def killed_between_the_files_of_a_gesture(self, first: str, second: str) -> None:
        self.gesture(first)  # and second was to follow

    @precondition(lambda self: self.steps and len(self.steps[-1][1]) > 1)
    @rule(goes_on=st.booleans())
    def killed_between_the_files_of_an_undo(self, goes_on: bool) -> None:
        label, before, after = self.steps[-1]
        name = next(iter(before))
        edits = self.file(name).history(1).standing
        self.file(name).take_back(edits[-1].group)
        if goes_on:
            drama.undo(self.story)
            self.undone.append(self.steps.pop())
            self.texts |= before
        else:
            drama.redo(self.story)
            self.undone = [one for one in self.undone if one[0] != label]
        assert self.texts[name] == (before if goes_on else after)[name]

    # -------------------------------------------------------------- what has to hold

    @invariant()
    def the_files_and_the_list_of_edits_are_as_they_should_be(self) -> None:
        if not hasattr(self, "folder"):
            return
        listed = drama.edits(self.story)
        assert {name: self.file(name).read() for name in NAMES} == self.texts
        assert [edit.label for edit in listed if not edit.is_undone] == [label for label, _, _ in self.steps]
        assert [edit.label for edit in listed if edit.is_undone] == [label for label, _, _ in reversed(self.undone)]

    @invariant()
    def every_text_that_ever_was_is_in_a_journal(self) -> None:
        for name in getattr(self, "ever", ()):
            assert self.ever[name] <= self.replayed(name)

    # -------------------------------------------------------------- how

    def file(self, name: str) -> TextFile:
        return TextFile(self.folder / name, DramaError)

    def journal(self, name: str) -> Path:
        return self.file(name).undo_path

    def new_text(self, name: str, length: int = 0) -> str:
        self.number += 1
        return f"{(self.texts[name] or '')[:2000]}{self.number}{'.' * length}\n"

    def gesture(self, *names: str, length: int = 0) -> None:
        """Edit files in one gesture."""
        self.number += 1
        label, before = f"edit {self.number}", {name: self.texts[name] for name in names}
        with drama.labelled(label):
            for name in names:
                text = self.new_text(name, length)
                self.file(name).edit(lambda _, text=text: text)  # type: ignore[misc]
                self.ever[name] |= {self.texts[name], text}
                self.texts[name] = text
        self.steps.append((label, before, {name: self.texts[name] for name in names}))
        self.undone = []

    def hand(self, name: str) -> None:
        """Change a file by hand, which is an edit if drama has edited it before."""
        before, text = self.texts[name], self.new_text(name)
        (self.folder / name).write_text(text, encoding="utf-8")
        now = time.time_ns()
        os.utime(self.folder / name, ns=(now, now))  # file systems have coarser clocks
        self.texts[name] = text
        if self.journal(name).exists() and b"\n" in self.journal(name).read_bytes():
            drama.edits(self.story)
            self.steps.append((f"{name} changed", {name: before}, {name: text}))
            self.ever[name].add(text)
            self.undone = []

    def without_the_file(self, name: str, step: Callable[[], None]) -> None:
        """Do a step, of which the file itself is not written."""
        path = self.folder / name
        kept = path.read_bytes() if path.exists() else None
        step()
        if kept is None:
            path.unlink()
        else:
            path.write_bytes(kept)

    def replayed(self, name: str) -> set[str | None]:
        """Return every text that the rows of a journal lead to, whole rows only."""
        if not self.journal(name).exists():
            return set()
        texts: set[str | None] = set()
        text: str | None = None
        for data in self.journal(name).read_bytes().split(b"\n")[:-1]:
            row = json.loads(data)
            text = row["old"] if text is None and row["before"] else (text or "")
            texts.add(text if row["before"] else None)
            assert text[row["start"] :].startswith(row["old"])
            text = text[: row["start"]] + row["new"] + text[row["start"] + len(row["old"]) :]
            texts.add(text if row["after"] else None)
        return texts


Edits.TestCase.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
TestEdits = pytest.mark.slow(Edits.TestCase)
