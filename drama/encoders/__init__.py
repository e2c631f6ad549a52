"""PCM in parts -> one whole audio file, its format chosen by suffix."""

from drama.encoders.base import Cache, OnProgress, Part, Tags
from drama.encoders.registry import SUFFIXES, check_name, check_output, check_place, write_episode

__all__ = [
    "SUFFIXES",
    "Cache",
    "OnProgress",
    "Part",
    "Tags",
    "check_name",
    "check_output",
    "check_place",
    "write_episode",
]
