"""Whether a story is in English, and which of its lines are not: by its letters, its words, and what its file says.

::

    examine   spoken lines, the stated language -> Verdict
"""

from drama.languages.detection.latin import Classified, forget_detector
from drama.languages.detection.verdict import Foreign, Verdict, examine

__all__ = ["Classified", "Foreign", "Verdict", "examine", "forget_detector"]
