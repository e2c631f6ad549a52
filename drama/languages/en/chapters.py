"""What files and folders of a book are called in English: chapters, what stands before and behind them, and notes."""

from __future__ import annotations

DIVISIONS = frozenset(
    ["act", "book", "canto", "ch", "chap", "chapter", "ep", "episode", "part", "scene", "section", "vol", "volume"]
)
"""Words whose number follows them: "Chapter Two", "part-ii"."""
WHOLE_CHAPTER = frozenset(["ch", "chap"])
"""Short for "chapter"."""

FRONT = frozenset(
    [
        "cover",
        "title",
        "titlepage",
        "dedication",
        "epigraph",
        "foreword",
        "preface",
        "introduction",
        "intro",
        "prologue",
    ]
)
"""What begins so stands before the first chapter, whatever the alphabet says."""
BACK = frozenset(["epilogue", "coda", "afterword", "acknowledgements", "acknowledgments", "appendix", "about"])
"""What begins so stands behind the last chapter."""

CHAPTER_FOLDERS = frozenset(["chapters", "manuscript", "parts", "text"])
"""Folders in a book's folder that hold the book itself."""

NOTES = frozenset(
    [
        *("authors", "blurb", "changelog", "changes", "characters", "contents", "contributing", "copying", "copyright"),
        *("ideas", "index", "licence", "license", "nav", "note", "notes", "notice", "outline", "outtakes", "pitch"),
        *("plan", "plot", "query", "readme", "research", "synopsis", "timeline", "toc", "todo", "worldbuilding"),
    ]
)
"""Files in a book's folder that are not of the book: "README", "notes.txt", "Plot outline.docx"."""
NOTE_ENDS = frozenset(["ideas", "notes", "outline", "sheet", "synopsis"])
"""How names of such files end."""
