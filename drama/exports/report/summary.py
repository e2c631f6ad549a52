"""The report as a summary of an episode: collected file by file, written once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from drama.exports.report.picture import draw_picture
from drama.exports.report.render import as_html, as_json, in_short
from drama.exports.report.report import Report, make_report

if TYPE_CHECKING:
    from drama.exports.base import EpisodeFile

Reported: TypeAlias = tuple[Report, str]
"""The report of one audio file, and its picture (SVG) for a page."""

_PAGE = ".html"


class QualityReport:
    """How good an episode is, as a page or as JSON."""

    name = "report"
    suffixes = (_PAGE, ".json")
    describe = "how the episode came out, measured on the finished file"

    def collect(self, file: EpisodeFile, suffix: str) -> Reported:
        """Return the report of one audio file. Raises WriteError where the file cannot be decoded."""
        report = make_report(
            file.measured,
            file.programme,
            script=file.script,
            cast=file.cast,
            timeline=file.timeline,
            similar=file.find_similar_voices(),
            missing=file.missing_sounds,
            warnings=file.warnings,
        )
        if suffix != _PAGE:
            return report, ""
        return report, draw_picture(file.programme, file.measured, target_lufs=file.cast.mix.loudness_lufs)

    def join(self, collected: Sequence[Reported], *, title: str, suffix: str) -> str:
        """Return the page, or the JSON."""
        return as_html(collected, title) if suffix == _PAGE else as_json([report for report, _ in collected])

    def in_short(self, collected: Sequence[Reported]) -> tuple[str, ...]:
        """Return what was measured, and what wants attention, in a few lines."""
        return tuple(in_short([report for report, _ in collected]))
