"""The edits of the corrections of a story that is held open: each made, and each only tried."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from typing import Unpack

from drama.model import Kind
from drama.production.corrections import CorrectionsEditor
from drama.production.directed_lines import How
from drama.production.edited_corrections import Correction
from drama.production.open_edits import Edited


class CorrectionEdits(ABC):
    """The edits of :class:`CorrectionsEditor`, of a story that is held open."""

    @abstractmethod
    def edit(self, change: Callable[[CorrectionsEditor], Correction]) -> Edited:
        """Make an edit of the corrections, and return what it changed; others than those below may be made so."""

    @abstractmethod
    def try_edit(self, change: Callable[[CorrectionsEditor], Correction]) -> Correction:
        """Return what an edit of the corrections would change; nothing is written."""

    # -------------------------------------------------------------- made

    def pin(self, number: int, speaker: str, *, kind: Kind | str | None = None, is_new: bool = False) -> Edited:
        """Give a line to somebody: :meth:`CorrectionsEditor.pin`."""
        return self.edit(lambda editor: editor.pin(number, speaker, kind=kind, is_new=is_new))

    def unpin(self, number: int) -> Edited:
        """Take the pin of a line back."""
        return self.edit(lambda editor: editor.unpin(number))

    def leave_out(self, number: int) -> Edited:
        """Leave a line out of the episode."""
        return self.edit(lambda editor: editor.leave_out(number))

    def bring_back(self, words: str) -> Edited:
        """Speak a line again that was left out and begins with these words."""
        return self.edit(lambda editor: editor.bring_back(words))

    def rename(self, old: str, new: str) -> Edited:
        """Call a character by another name."""
        return self.edit(lambda editor: editor.rename(old, new))

    def merge(self, name: str, other: str) -> Edited:
        """Make two characters one person, called by the first name."""
        return self.edit(lambda editor: editor.merge(name, other))

    def split(self, name: str) -> Edited:
        """Make a name that was taken for somebody's a person of its own."""
        return self.edit(lambda editor: editor.split(name))

    def forget_character(self, name: str) -> Edited:
        """Remove the corrections of a character."""
        return self.edit(lambda editor: editor.forget(name))

    def direct(self, number: int, **how: Unpack[How]) -> Edited:
        """Decide how a line is spoken: :func:`drama.direct_line`."""
        return self.edit(lambda editor: editor.direct(number, **how).correction)

    def undirect(self, number: int, keys: Collection[str] = ()) -> Edited:
        """Have a line spoken as the story tells it: :func:`drama.undirect_line`."""
        return self.edit(lambda editor: editor.undirect(number, keys).correction)

    # -------------------------------------------------------------- tried

    def try_pin(self, number: int, speaker: str, *, kind: Kind | str | None = None, is_new: bool = False) -> Correction:
        """Return what :meth:`pin` would change."""
        return self.try_edit(lambda editor: editor.pin(number, speaker, kind=kind, is_new=is_new))

    def try_unpin(self, number: int) -> Correction:
        """Return what :meth:`unpin` would change."""
        return self.try_edit(lambda editor: editor.unpin(number))

    def try_leave_out(self, number: int) -> Correction:
        """Return what :meth:`leave_out` would change."""
        return self.try_edit(lambda editor: editor.leave_out(number))

    def try_bring_back(self, words: str) -> Correction:
        """Return what :meth:`bring_back` would change."""
        return self.try_edit(lambda editor: editor.bring_back(words))

    def try_rename(self, old: str, new: str) -> Correction:
        """Return what :meth:`rename` would change."""
        return self.try_edit(lambda editor: editor.rename(old, new))

    def try_merge(self, name: str, other: str) -> Correction:
        """Return what :meth:`merge` would change."""
        return self.try_edit(lambda editor: editor.merge(name, other))

    def try_split(self, name: str) -> Correction:
        """Return what :meth:`split` would change."""
        return self.try_edit(lambda editor: editor.split(name))

    def try_direct(self, number: int, **how: Unpack[How]) -> Correction:
        """Return what :meth:`direct` would do: :attr:`Correction.line` is the line as it would be."""
        return self.try_edit(lambda editor: editor.direct(number, **how).correction)
