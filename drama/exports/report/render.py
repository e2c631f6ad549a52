"""Render a report as JSON, as a page, and in a few words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from drama.exports.report.figures import Figure
from drama.exports.report.report import Report
from drama.files.content_security import source_digest
from drama.files.text import plain

if TYPE_CHECKING:
    from jinja2 import Template

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def as_json(reports: Sequence[Report]) -> str:
    """Return the report for programs; what cannot be told (silence has no loudness) is null.

    Several reports, such as those of an audiobook's chapters, are a list of ``chapters``.
    """
    values = [asdict(report) for report in reports]
    document = values[0] if len(values) == 1 else {"chapters": values}
    return json.dumps(_finite(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_html(pages: Sequence[tuple[Report, str]], title: str = "") -> str:
    """Return the report as one page that needs no network; several reports as its chapters, with a table of them.

    :param pages: each report with the SVG that :func:`~drama.exports.report.draw_picture` returns, or nothing.
    :param title: what several reports are together.
    """
    style = (files("drama.exports.report") / "report.css").read_text(encoding="utf-8")
    styles = dict.fromkeys([style, *(own for _, picture in pages for own in _STYLE.findall(picture))])
    allowed = " ".join(f"'{source_digest(text)}'" for text in styles)
    policy = f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"
    return _template().render(pages=pages, title=plain(title), style=style, policy=policy, clock=_clock)


def in_short(reports: Sequence[Report]) -> list[str]:
    """Return the report for a terminal: what was measured, and what wants attention."""
    if len(reports) == 1:
        return [*_measured(reports[0]), *_attention(reports[0], "", most=3)]
    keys = [key for key in _CHAPTERS_ARE_JUDGED_BY if all(key in _by_key(report) for report in reports)]
    rows = [", ".join(_range([_by_key(report)[key] for report in reports]) for key in keys)]
    wanting = [report for report in reports if report.attention]
    for report in wanting[:3]:
        rows += _attention(report, f"{report.title}: ", most=1)
    if len(wanting) > 3:
        rows.append(f"and {len(wanting) - 3} more chapters: see the report")
    return rows if wanting else [*rows, "nothing wants attention"]


_CHAPTERS_ARE_JUDGED_BY = ("loudness_lufs", "true_peak_dbtp", "rms_dbfs", "floor_dbfs")


def _by_key(report: Report) -> dict[str, Figure]:
    return {figure.key: figure for figure in report.figures}


def _range(figures: Sequence[Figure]) -> str:
    """Return the least and the most of one figure of several chapters."""
    least, most = (choose(figures, key=lambda figure: figure.value) for choose in (min, max))
    return f"{least.name.lower()} {least.text}" + (f" to {most.text}" if most.text != least.text else "")


def _measured(report: Report) -> list[str]:
    figures = _by_key(report)
    measured = [figures[key].text for key in ("loudness_lufs", "true_peak_dbtp") if key in figures]
    rows = [f"loudness {measured[0]}, true peak {measured[1]}, range {figures['loudness_range_lu'].text}"]
    apart, above = figures.get("characters_apart_lu"), figures.get("speech_above_bed_lu")
    levels = [f"characters within {apart.text}" if apart else "", f"speech {above.text} above its bed" if above else ""]
    return [*rows, ", ".join(filter(None, levels))] if any(levels) else rows


def _attention(report: Report, where: str, *, most: int) -> list[str]:
    if not report.attention:
        return ["nothing wants attention"]
    wanting = [f"{figure.name.lower()} {figure.text} (should be {figure.target})" for figure in report.attention]
    rows = [f"look at: {where}{text}" for text in wanting[:most]]
    if len(wanting) > most:
        rows[-1] += f", and {len(wanting) - most} more in the report"
    return rows


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return (
        f"{whole // 60}:{whole % 60:02}" if whole < 3600 else f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
    )


def _finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 (only where a page is made)

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files("drama.exports.report") / "report.html.j2").read_text(encoding="utf-8"))
