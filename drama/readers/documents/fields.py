"""Fields of Word's formats: their instructions are not words, their results are (ECMA-376, 17.16)."""

from __future__ import annotations

from dataclasses import dataclass

_UNSPOKEN = {
    **dict.fromkeys(("TOC", "INDEX", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES"), "navigation"),
    **dict.fromkeys(("NOTEREF", "FOOTNOTEREF"), "note"),
}
"""Fields whose results are not read out, and why."""
_MOST_OPEN = 1000
_LONGEST = 200
"""Characters of an instruction that are kept: its name comes first."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_result: bool = False
    reason: str | None = None


def field_reason(instruction: str) -> str | None:
    """Return why the result of a field is not read out, None if it is."""
    name = instruction.split(maxsplit=1)[:1]
    return _UNSPOKEN.get(name[0].upper()) if name else None


class Fields:
    """The fields that are open, one in another."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._too_deep = 0
        self.is_instruction = False
        """Whether what stands here is an instruction."""
        self.reason: str | None = None
        """Why results here are not read out."""

    def begin(self, instruction: str = "") -> None:
        """Begin a field."""
        if len(self._open) >= _MOST_OPEN:
            self._too_deep += 1
            return
        self._open.append(_Field(instruction))
        self._look()

    def separate(self) -> None:
        """Begin the result of the innermost field."""
        if self._open and not self._too_deep:
            field = self._open[-1]
            field.is_result = True
            field.reason = field_reason(field.instruction)
            self._look()

    def end(self) -> None:
        """End the innermost field."""
        if self._too_deep:
            self._too_deep -= 1
        elif self._open:
            self._open.pop()
            self._look()

    def instruct(self, text: str) -> None:
        """Take in a piece of the innermost field's instruction."""
        if self._open and not self._open[-1].is_result:
            field = self._open[-1]
            field.instruction = (field.instruction + text)[:_LONGEST]

    def _look(self) -> None:
        self.is_instruction = any(not field.is_result for field in self._open)
        self.reason = next((field.reason for field in self._open if field.reason), None)
