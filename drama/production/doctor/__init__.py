"""A look at an installation: each check by itself, with a time-out; nothing is changed and nothing fetched.

``examine`` runs the checks side by side; ``system``, ``engines``, ``files_out`` and ``storage`` hold them.
"""

from drama.production.doctor.examine import doctor

__all__ = ["doctor"]
