"""What stands at a path that a user names, without an error for names that no system takes.

``Path.is_file`` and its like raise for a name that is too long (Python 3.11 to 3.13); the functions of ``os.path``
answer no.
"""

from __future__ import annotations

import os
from pathlib import Path


def is_file(path: Path) -> bool:
    """Return whether a path is a file, or a link to one."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder, or a link to one."""
    return os.path.isdir(path)  # noqa: PTH112


def exists(path: Path) -> bool:
    """Return whether anything stands at a path; a broken link is nothing."""
    return os.path.exists(path)  # noqa: PTH110
