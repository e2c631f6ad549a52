"""The whole script as a screenplay in Fountain, to edit in any editor of the format and to read back."""

from drama.exports.fountain.screenplay import fountain

__all__ = ["fountain"]
