"""PCM in parts -> one whole audio file, by the encoder of its suffix."""

from drama.encoders.base import Cache, Encoder, EncodingJob, OnProgress, Part, Tags
from drama.encoders.registry import (
    GROUP,
    check_name,
    check_output,
    check_place,
    encoder_of,
    libraries_of,
    suffixes,
    write_episode,
)

__all__ = [
    "GROUP",
    "Cache",
    "Encoder",
    "EncodingJob",
    "OnProgress",
    "Part",
    "Tags",
    "check_name",
    "check_output",
    "check_place",
    "encoder_of",
    "libraries_of",
    "suffixes",
    "write_episode",
]
