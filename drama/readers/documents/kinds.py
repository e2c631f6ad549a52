"""Tables of what (X)HTML elements, EPUB types and titles in the contents mean for the words in them."""

from __future__ import annotations

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that separate paragraphs."""
CELLS = frozenset({"td", "th"})
"""Elements that separate words: a row of a table is one paragraph."""
SKIPPED_TAGS = {"aside": "note", "nav": "navigation", "rt": "note", "rp": "note"}
SKIPPED_TYPES = {
    **dict.fromkeys(
        [
            "noteref",
            "footnote",
            "footnotes",
            "endnote",
            "endnotes",
            "rearnote",
            "rearnotes",
            "annoref",
            "annotation",
            "note",
            "backlink",
        ],
        "note",
    ),
    **dict.fromkeys(["toc", "landmarks", "page-list", "loi", "lot", "lov", "loa", "index", "pagebreak"], "navigation"),
    **dict.fromkeys(
        [
            "cover",
            "titlepage",
            "halftitlepage",
            "copyright-page",
            "imprint",
            "imprimatur",
            "colophon",
            "other-credits",
            "title-page",
            "copyright",
            "credits",
            "pg-boilerplate",
            "pgheader",
            "pgfooter",
        ],
        "front matter",
    ),
}
_SKIPPED_LABELS = {
    **dict.fromkeys(("contents", "table of contents", "list of illustrations", "index", "landmarks"), "navigation"),
    **dict.fromkeys(
        ("cover", "title page", "titlepage", "copyright", "copyright page", "imprint", "colophon"), "front matter"
    ),
    **dict.fromkeys(("notes", "footnotes", "endnotes"), "note"),
}


def skip_reason(kind: str, label: str) -> str | None:
    """Return why a whole document is not read out, by its type in the guide and its title in the contents."""
    return SKIPPED_TYPES.get(kind) or _SKIPPED_LABELS.get(label.strip().lower())
