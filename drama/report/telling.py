"""A report as JSON, as a page, and in a few words."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from drama.report.report import Report

if TYPE_CHECKING:
    from jinja2 import Template

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def as_json(report: Report) -> str:
    """Return the report for programs; what cannot be told (silence has no loudness) is null."""
    return json.dumps(_finite(asdict(report)), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_html(report: Report, picture: str = "") -> str:
    """Return the report as one page that needs no network.

    :param picture: the SVG that :func:`~drama.report.draw_picture` returns.
    """
    style = (files("drama.report") / "report.css").read_text(encoding="utf-8")
    styles = [style, *_STYLE.findall(picture)]
    allowed = " ".join(f"'{_digest(one)}'" for one in styles)
    policy = f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"
    return _template().render(report=report, picture=picture, style=style, policy=policy, clock=_clock)


def in_short(report: Report) -> list[str]:
    """Return the report for a terminal: what was measured, and what wants attention."""
    figures = {figure.key: figure for figure in report.figures}
    measured = [figures[key].text for key in ("loudness_lufs", "true_peak_dbtp") if key in figures]
    said = [f"loudness {measured[0]}, true peak {measured[1]}, range {figures['loudness_range_lu'].text}"]
    apart, above = figures.get("characters_apart_lu"), figures.get("speech_above_bed_lu")
    levels = [f"characters within {apart.text}" if apart else "", f"speech {above.text} above its bed" if above else ""]
    if any(levels):
        said.append(", ".join(filter(None, levels)))
    if not report.attention:
        return [*said, "nothing wants attention"]
    wanting = [f"{figure.name.lower()} {figure.text} (should be {figure.target})" for figure in report.attention]
    said += [f"look at: {one}" for one in wanting[:3]]
    if len(wanting) > 3:
        said[-1] += f", and {len(wanting) - 3} more in the report"
    return said


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


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 (only where a page is made)

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files("drama.report") / "report.html.j2").read_text(encoding="utf-8"))
