"""Where sentences end, and a text shortened to its first words."""

from __future__ import annotations

from drama.languages.sentences import sentence_ends, sentences, trimmed

__all__ = ["sentence_ends", "sentences", "shortened", "trimmed"]


def shortened(text: str, limit: int = 48) -> str:
    """Return the first words of a text, cut at a word boundary with an ellipsis where it is longer than the limit."""
    words = " ".join(text[: limit * 4].split())
    if len(words) <= limit:
        return words
    head = words[: limit + 1].rsplit(" ", 1)[0][:limit]
    return head.rstrip(" ,;:.!?…—–-\"'“‘(") + "…"
