"""Reads the JSON that the page and programs send."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from drama.studio.edits import RequestError

_LARGEST_WHOLE = 2**53 - 1


def read_body(content: bytes) -> Mapping[str, Any]:
    """Return the JSON object in a body, an empty one for nothing.

    It is I-JSON (RFC 7493): text that UTF-8 can write, which a lone surrogate is not, and numbers that every program
    reads alike. So whatever is asked for can be answered and written down. Raises :class:`RequestError`.
    """
    try:
        text = content.decode("utf-8")
        body = json.loads(text or "{}", parse_int=_whole, parse_float=_finite, parse_constant=_finite)
        if "\\u" in text:
            json.dumps(body, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise RequestError("the body is no JSON in UTF-8: half of a pair of surrogates is no character") from None
    except (ValueError, RecursionError) as problem:
        raise RequestError(f"the body is no JSON: {problem}") from None
    if not isinstance(body, dict):
        raise RequestError("the body is no JSON object")
    return body


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST_WHOLE:
        raise ValueError(f"a whole number beyond {_LARGEST_WHOLE}")
    return number


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is no number")
    return number
