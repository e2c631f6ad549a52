"""What writers and students put above a story: their name, an address, a course, a date, a count of words."""

from __future__ import annotations

import re

from drama.languages.letters import CAPITAL

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:[12]\d{3}|['’]?\d{2})"
DATE = re.compile(
    rf"(?:date\s*:\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_MONTH},?\s+[12]\d{{3}}"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|[12]\d{{3}}-\d{{2}}-\d{{2}})",
    re.IGNORECASE,
)
"""A line that is nothing but a date with its year."""
TEACHER = re.compile(
    rf"(?:(?:instructor|teacher|professor|tutor|lecturer|prof|dr|mrs|mr|ms|miss)\b\.?\s*:?\s*(?-i:{CAPITAL})"
    r"|(?:submitted )?(?:to|for)\s*:?\s+(?:prof|dr|mrs|mr|ms)\b)[^\d\n]{1,50}",
    re.IGNORECASE,
)
"""A line that names whom the work is for."""
COURSE = re.compile(
    r"(?:course|class|subject|period|module)\s*:?\s+\S.{0,50}|period\s+\d.{0,20}"
    rf"|(?-i:{CAPITAL})[\w&'’ :/-]{{1,45}}\s(?-i:\d{{1,4}}[A-Z]?(?:[-./]\w{{1,4}})?|[IVX]{{1,4}})"
    r"(?:\s*[:(,–—-]\s*.{0,40})?",
    re.IGNORECASE,
)
"""A line that names a course: "English 101", "Fiction Workshop I", "Period 3"."""
CONTACT = re.compile(
    r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|(?i:tel|phone|mobile|cell|fax|e-?mail)\b.{1,50}|\(?\+?[\d][\d ()./-]{6,20}"
    r"|(?i:(?:(?:about|approx(?:imately|\.)?|circa|c\.|~|≈)\s*)?[\d,.]{2,9}\s*words?\.?|(?:word\s?count|words)\s*:\s*.{1,30})"
    r"|\d{1,5}[A-Za-z]?\s+[A-Z][\w'’. ]{2,40}|.{2,40},?\s+[A-Z]{2},?\s+\d{5}(?:-\d{4})?",
)
"""A line of an address, a telephone number, a count of words."""
BY = frozenset({"by", "written by", "a story by", "a novel by", "a tale by", "a short story by"})
"""A line above the writer's name."""
