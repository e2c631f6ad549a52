"""A book that reads along: EPUB 3 with Media Overlays (EPUB 3.3, section 9)."""

from drama.exports.epub.book import AUDIO_SUFFIXES, write_read_along, write_read_along_by_word

__all__ = ["AUDIO_SUFFIXES", "write_read_along", "write_read_along_by_word"]
