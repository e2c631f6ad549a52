"""One HTML page to read along: the script coloured by who speaks, the line being spoken marked, a click to hear it.

The page needs no network and nothing but a browser: style, script and, up to :data:`INSIDE_BYTES`, the audio are inside
it. Its content security policy allows these alone, by their digests, so that no word of a story can act as markup.
"""

from drama.exports.page.page import INSIDE_BYTES, PageParts, page_parts, read_along

__all__ = ["INSIDE_BYTES", "PageParts", "page_parts", "read_along"]
