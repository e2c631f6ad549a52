"""The small files of every format in ``tests/readers/cases``."""

from __future__ import annotations

import zipfile
from pathlib import Path

CASES = Path(__file__).parents[1] / "readers" / "cases"


def case_file(case: Path, folder: Path) -> Path:
    """Return the file of a case; a folder is zipped, its ``mimetype`` first and as it is, as formats ask for it."""
    if case.is_file() or case.suffix == "":
        return case
    path = folder / case.name
    members = sorted((member for member in case.rglob("*") if member.is_file()), key=lambda it: it.name != "mimetype")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            how = zipfile.ZIP_STORED if member.name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.write(member, member.relative_to(case).as_posix(), how)
    return path
