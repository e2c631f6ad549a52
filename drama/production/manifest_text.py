"""A manifest as JSON, with a digest of itself, and back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from drama.errors import DataError
from drama.model import Manifest
from drama.model.codec import from_json, to_json

_DIGEST = "sha256"


@dataclass(frozen=True, slots=True)
class ReadManifest:
    """A manifest that was read."""

    manifest: Manifest
    is_as_written: bool
    """Whether its own digest is right; nobody signs it, so whoever edits it on purpose can make that right too."""


def manifest_text(manifest: Manifest, *, indent: int | None = 1) -> str:
    """Return a manifest as JSON in ASCII, on one line without spaces where ``indent`` is None."""
    document = json.loads(to_json(manifest))
    told = {"drama": document["drama"], "version": document["version"], _DIGEST: _digest(document["value"])}
    separators = (",", ":") if indent is None else None
    return json.dumps({**told, "value": document["value"]}, indent=indent, separators=separators)


def read_manifest(text: str | bytes, where: str) -> ReadManifest:
    """Return the manifest in a text. Raises :class:`DataError`, which names ``where``, for what is none."""
    try:
        manifest = from_json(Manifest, text)
        document = json.loads(text)
        return ReadManifest(manifest, document.get(_DIGEST) == _digest(document["value"]))
    except DataError as problem:
        raise DataError(f"{where}: {problem}") from problem
    except (ValueError, RecursionError) as problem:
        raise DataError(f"{where}: the manifest is damaged: {problem}") from problem


def _digest(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return the digest of what a document says, however it is spaced and ordered."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
