"""Content security policies of the HTML documents: what may run or style them, by its digest (W3C CSP Level 3)."""

from __future__ import annotations

import base64
import hashlib


def source_digest(text: str) -> str:
    """Return the source expression of an inline script or style: ``sha256-`` and its digest in base64."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
