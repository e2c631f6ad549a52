"""What an assistant wrote, read liberally in its form and strictly in its content: labels of the closed lists.

Rows such as ``12: Anna``, Markdown around them, code fences, JSON, and a train of thought before them are all read.
Whatever is not an answer that was offered is thrown away and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drama.model import DoubtfulLine, Question, SamePerson

_LONGEST = 100_000
"""Letters of a reply that are looked at: the last ones, for the answer comes last."""
_MOST_ROWS = 2_000
_LONGEST_ROW = 400
"""Letters of a row from which on it is no answer: the pattern of a row takes the square of its length."""
_THOUGHT_END = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_THOUGHT_START = re.compile(r"<(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_ROW = re.compile(
    r"^[\s>*_#`|\-•(\[]*(?:line|number|no\.?|question)?\s*#?\s*[\"'`*_]*(?P<label>[Pp]?\d{1,9})[\"'`*_\])]*\s*"
    r"(?:[:=.)\]|–—]|->|→|-\s)\s*(?P<answer>\S.*)$",
    re.IGNORECASE,
)
_LABEL_KEYS = ("line", "number", "label", "id", "question")
_ANSWER_KEYS = ("answer", "speaker", "name", "value", "label")
_ARTICLE = re.compile(r"^(?:the|a|an) ")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply says."""

    answers: Mapping[str, str]
    """Label of a line or a pair -> its answer, one of those allowed."""
    thrown_away: int = 0
    """Answers that were none, or contradicted each other."""


def read_reply(text: str, question: Question, *, is_cut: bool = False) -> Reply:
    """Return the answers in a reply; of one that was cut off the last row does not count."""
    items = {item.label.casefold(): item for item in question.items}
    said: dict[str, set[str | None]] = {}
    thrown = 0
    for label, answer in _said(_without_thoughts(text[-_LONGEST:]), question, is_cut=is_cut):
        item = items.get(label.casefold())
        if item is None:
            thrown += 1
            continue
        said.setdefault(item.label, set()).add(matched(answer, item))
    answers: dict[str, str] = {}
    for label, found in said.items():
        valid = [one for one in found if one is not None]
        if len(valid) == 1:
            answers[label] = valid[0]
        thrown += len(found) - (len(valid) == 1)
    return Reply(answers, thrown)


def matched(answer: str, item: DoubtfulLine | SamePerson) -> str | None:
    """Return which of an item's answers is meant; None if it is none of them, or could be two."""
    wanted = _plain(answer)
    for normal in (_plain, _bare):
        found = [one for one in item.allowed if normal(one) == normal(wanted)]
        if found:
            return found[0] if len(found) == 1 else next((one for one in found if one == answer.strip()), None)
    return None


def _plain(text: str) -> str:
    """Return an answer without what surrounds it: quotation marks, Markdown, a full stop, letter case."""
    flat = " ".join(text.replace("\u2019", "'").split())
    return flat.strip(" \"'`*_“”‘’«».,;:!|[](){}<>").casefold()


def _bare(text: str) -> str:
    return _ARTICLE.sub("", _plain(text))


def _without_thoughts(text: str) -> str:
    """Return a reply without its train of thought; nothing of one whose thought never ended."""
    return _THOUGHT_START.split(_THOUGHT_END.split(text)[-1])[0]


def _said(text: str, question: Question, *, is_cut: bool) -> Iterator[tuple[str, str]]:
    """Yield label and answer of everything that looks like an answer."""
    found = list(_from_json(text))
    if found:
        yield from found
        return
    rows = [row for row in map(str.strip, text.splitlines()[:_MOST_ROWS]) if row.strip("`")]
    if is_cut:
        rows = rows[:-1]
    matches = [match for row in rows if len(row) <= _LONGEST_ROW and (match := _ROW.match(row))]
    if not matches and len(rows) == 1 and len(question.items) == 1:
        yield question.items[0].label, rows[0]
        return
    for match in matches:
        yield match["label"], match["answer"]


def _from_json(text: str) -> Iterator[tuple[str, str]]:
    """Yield the answers of the first object or list of JSON in a text."""
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if start < 0:
        return
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return
    yield from _pairs(value, depth=0)


def _pairs(value: object, *, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the answers in JSON: ``{"12": "Anna"}``, or rows such as ``{"line": 12, "speaker": "Anna"}``."""
    if depth > 4:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _pairs(entry, depth=depth + 1)
    elif isinstance(value, dict):
        label = next((value[key] for key in _LABEL_KEYS if isinstance(value.get(key), str | int)), None)
        answer = next((value[key] for key in _ANSWER_KEYS if isinstance(value.get(key), str)), None)
        if label is not None and answer is not None and str(label) != answer:
            yield _label(str(label)), answer
            return
        for key, entry in value.items():
            if isinstance(entry, str):
                yield _label(str(key)), entry
            else:
                yield from _pairs(entry, depth=depth + 1)


def _label(text: str) -> str:
    """Return a label without the word before it: ``line 12``."""
    found = re.search(r"[Pp]?\d{1,9}", text)
    return found[0] if found else text
