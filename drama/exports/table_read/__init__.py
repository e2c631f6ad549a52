"""The script as actors get it for a table read: one HTML page, for the screen and for paper."""

from drama.exports.table_read.document import table_read

__all__ = ["table_read"]
