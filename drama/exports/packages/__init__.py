"""Audiobooks as packages: everything in one ZIP, with a manifest of the W3C's or of Readium's."""

from drama.exports.packages.readium import write_readium
from drama.exports.packages.w3c import write_w3c

__all__ = ["write_readium", "write_w3c"]
