"""Detection of image types by content."""

from __future__ import annotations

from drama.errors import WriteError


def image_type(image: bytes) -> str:
    """Return the media type of a cover.

    Raises WriteError for anything but a JPEG or PNG.
    """
    if image.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if image.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    raise WriteError("the cover is neither a JPEG nor a PNG image; valid: one of these two")
