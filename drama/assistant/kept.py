"""Answers kept beside a story, ``STORY.answers.json``: each is asked for once.

::

    {"drama": "answers", "version": 1,
     "lines": [{"words": "…", "before": "…", "after": "…", "offered": ["Anna", "Ulf"], "answer": "Anna", "by": "…"}],
     "people": [{"name": "Rosie", "other": "Rosie May", "answer": "one person", "by": "…"}]}

What stands there is checked as a reply is: an answer that was not offered is an error, so that no text gets into a
script by way of this file.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from drama.errors import AssistantError
from drama.files.inputs import read_file
from drama.files.naming import named_after
from drama.model import NOT_SPEECH, ONE_PERSON, SOMEBODY_ELSE, TWO_PEOPLE, Advice, LineAnswer, PeopleAnswer

SUFFIX = ".answers.json"
_SIZE_LIMIT = 20_000_000
"""Bytes: every line of a long novel, answered."""
_LONGEST = 4_000
"""Letters of a value."""
_LINE = ("words", "before", "after", "answer", "by")
_PEOPLE = ("name", "other", "answer", "by")


def answers_path(story: Path) -> Path:
    """Return where the answers about a story stand: ``story.answers.json`` for ``story.txt``."""
    return named_after(story, SUFFIX)


def load_answers(path: Path) -> Advice:
    """Return the answers kept in a file; none where there is no file. Raises :class:`AssistantError`."""
    try:
        text = read_file(path, limit=_SIZE_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        return Advice()
    except UnicodeDecodeError:
        raise AssistantError(f"{path.name} is not UTF-8; delete it, and what it holds is asked again") from None
    except OSError as problem:
        if problem.errno == errno.ENAMETOOLONG:
            return Advice()  # the story's own name leaves no room for a longer one
        raise AssistantError(f"cannot read {path}: {problem.strerror}; answers are kept under this name") from problem
    return parse_answers(text, path.name)


def parse_answers(text: str, name: str) -> Advice:
    """Return the answers a JSON text holds; ``name`` is what messages call it. Raises :class:`AssistantError`."""
    try:
        body: Any = json.loads(text)
    except (ValueError, RecursionError):
        _fail(name, "it is not JSON")
    if not isinstance(body, dict) or body.get("drama") != "answers" or body.get("version") != 1:
        _fail(name, 'it does not begin with {"drama": "answers", "version": 1}')
    lines = [_line(row, name) for row in _rows(body, "lines", name)]
    people = [_people(row, name) for row in _rows(body, "people", name)]
    return Advice(tuple(lines), tuple(people))


def answers_text(advice: Advice) -> str:
    """Return answers as the file holds them."""
    body = {
        "drama": "answers",
        "version": 1,
        "lines": [
            {
                key: [*one.offered] if key == "offered" else getattr(one, key)
                for key in (*_LINE[:3], "offered", *_LINE[3:])
            }
            for one in advice.lines
        ],
        "people": [{key: getattr(one, key) for key in _PEOPLE} for one in advice.people],
    }
    return json.dumps(body, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n"


def merged(kept: Advice, lines: Iterable[LineAnswer] = (), people: Iterable[PeopleAnswer] = ()) -> Advice:
    """Return kept answers with new ones, which take the place of those about the same words or the same pair."""
    by_words: dict[tuple[str, str, str], LineAnswer] = {_key(one): one for one in kept.lines}
    by_words |= {_key(one): one for one in lines}
    by_pair = {frozenset({one.name, one.other}): one for one in (*kept.people, *people)}
    return Advice(tuple(by_words.values()), tuple(by_pair.values()), kept.weight)


def _key(one: LineAnswer) -> tuple[str, str, str]:
    return one.words, one.before, one.after


def _rows(body: Mapping[str, Any], key: str, name: str) -> list[Any]:
    rows = body.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _fail(name, f"{key} is no list of answers")
    return rows


def _line(row: Mapping[str, Any], name: str) -> LineAnswer:
    words, before, after, answer, by = _texts(row, _LINE, name)
    offered = row.get("offered")
    if not isinstance(offered, list) or not all(isinstance(one, str) and len(one) <= _LONGEST for one in offered):
        _fail(name, "offered is no list of names")
    if answer not in {*offered, SOMEBODY_ELSE, NOT_SPEECH}:
        _fail(name, f"the answer {answer[:80]!r} is none of those that were offered")
    return LineAnswer(words, before, after, tuple(offered), answer, by)


def _people(row: Mapping[str, Any], name: str) -> PeopleAnswer:
    one, other, answer, by = _texts(row, _PEOPLE, name)
    if answer not in {ONE_PERSON, TWO_PEOPLE}:
        _fail(name, f'the answer {answer[:80]!r} is neither "{ONE_PERSON}" nor "{TWO_PEOPLE}"')
    return PeopleAnswer(one, other, answer, by)


def _texts(row: Mapping[str, Any], keys: Iterable[str], name: str) -> list[str]:
    values = [row.get(key) for key in keys]
    if not all(isinstance(value, str) and len(value) <= _LONGEST for value in values):
        _fail(name, f"an answer lacks one of {', '.join(keys)}")
    return [str(value) for value in values]


def _fail(name: str, why: str) -> NoReturn:
    raise AssistantError(f"{name} cannot be read: {why}; delete it, and what it holds is asked again")
