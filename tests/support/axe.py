"""Rules of accessibility that a machine can check: axe-core (MPL-2.0, Deque), of whichever package brings it along."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

from support.chromium import Page

PACKAGES = ("axe_playwright_python", "axe_core_python")
"""Who brings axe.min.js along, the newer first; the second is in the extra [test], for it needs nothing else."""


def find() -> str | None:
    """Return axe-core's source, if a package brings it; ``AXE`` names another file of it."""
    files = [Path(os.environ["AXE"])] if "AXE" in os.environ else []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        files += [Path(folder) / "axe.min.js" for folder in (spec and spec.submodule_search_locations) or ()]
    found = next((file for file in files if file.is_file()), None)
    return found and found.read_text(encoding="utf-8")


def violations(page: Page, source: str, *, rules: tuple[str, ...] = ()) -> list[str]:
    """Return what breaks a rule in the page as it stands, each in a line; of all rules unless some are named."""
    if not page.ask("Boolean(window.axe)"):
        page("Runtime.evaluate", expression=source)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.ask(f"axe.run(document, {json.dumps(options)}).then((done) => done.violations)")
    return [
        f"{one['id']} ({one['help']}): {node['html'][:200]} {node['failureSummary'].splitlines()[-1].strip()}"
        for one in found
        for node in one["nodes"]
    ]
