"""Tables of what (X)HTML elements, EPUB types and titles in the contents mean for the words in them."""

from __future__ import annotations

STRUCK = "struck out"
"""Why words that are struck out are not spoken: the sentence is meant without them."""
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
"""Elements that separate words: a row of a table is one paragraph, with a pause between its cells."""
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
"""Elements that are never closed."""
UNREAD = frozenset(
    {"head", "title", "script", "style", "template", "svg", "math", "audio", "video", "object", "iframe"}
)
"""Elements without words of the story."""
IN_HEAD = frozenset({"title", "meta", "link", "base", "script", "style", "template", "noscript", "bgsound"})
"""Elements of a page's head; any other begins its body, though nobody closed the head (HTML, section 13.2.6.4.4)."""
EMPHASIS = frozenset({"em", "i", "cite", "strong", "b", "dfn", "var"})
VERSE = frozenset(
    {"verse", "poem", "poetry", "poetry-container", "song", "hymn", "lyrics", "stanza", "lg", "linegroup", "epigram"}
)
"""Types and classes of what is set in lines: Standard Ebooks', Project Gutenberg's and others'."""
DIRECTION = "direction"
"""Why a stage direction inside a speech is not spoken."""
DIRECTIONS = frozenset(
    {
        *("stage-direction", "stage-directions", "stage_direction", "stage_directions"),
        *("stagedirection", "stagedirections", "stagedir", "stagedirs", "stage-dir"),
    }
)
"""Types and classes of stage directions: Standard Ebooks', Project Gutenberg's and others'."""
LETTERS = frozenset({"letter", "epigraph", "diary-entry", "telegram", "newspaper"})
"""Types of what a story quotes whole."""
PLACES = frozenset(
    {
        *(
            "#preface",
            "#afterword",
            "#chapters",
            "#endnotes",
            "#workskin",
            "#storytext",
            "#profile_top",
            "#storycontent",
        ),
        *(".tags", ".message", ".byline", ".userstuff", ".endnote-link", ".toc-heading"),
        *(".summary", ".notes", ".landmark", ".meta", ".title", ".associations", ".fff_titlepage"),
    }
)
"""Names of elements by which archives of fan fiction are known (:mod:`drama.readers.documents.fan_fiction`)."""
SKIPPED_TAGS = {
    "aside": "note",
    "nav": "navigation",
    "rt": "note",
    "rp": "note",
    "figcaption": "illustration",
    **dict.fromkeys(["s", "strike", "del"], STRUCK),
}
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
SKIPPED_CLASSES = {
    **dict.fromkeys(["noteref", "footnote", "footnotes", "fnanchor", "fnref", "footnoteref", "sidenote"], "note"),
    **dict.fromkeys(["toc", "fff_tocpage"], "navigation"),
    **dict.fromkeys(["pagebreak", "pagenum", "pageno", "pagenumber", "page-number", "page_number"], "page number"),
    **dict.fromkeys(
        ["pg-boilerplate", "pgheader", "pgfooter", "fff_titlepage", "fff_logpage", "fff_coverpage", "log_entry"],
        "front matter",
    ),
    **dict.fromkeys(
        [
            "transnote",
            "transnotes",
            "tnote",
            "tnotes",
            "transcriber",
            "transcribers-note",
            "trans-note",
            "covernote",
            "mynote",
        ],
        "transcriber's note",
    ),
    **dict.fromkeys(
        [
            "author-note",
            "author-notes",
            "author-note-portlet",
            "authors-note",
            "authors-notes",
            "wi_authornotes",
            "fff_chapter_notes",
        ],
        "author's note",
    ),
}
"""Classes of Project Gutenberg, of FanFicFare (``fff_``), Royal Road (``author-note``), Fimfiction, Scribble Hub."""
_SKIPPED_LABELS = {
    **dict.fromkeys(
        ("contents", "table of contents", "contents and illustrations", "list of illustrations", "index", "landmarks"),
        "navigation",
    ),
    **dict.fromkeys(
        ("cover", "title page", "titlepage", "copyright", "copyright page", "imprint", "colophon", "update log"),
        "front matter",
    ),
    **dict.fromkeys(("notes", "footnotes", "endnotes"), "note"),
}


UNSPOKEN_LABELS = frozenset({"epigraph", "dedication", "frontispiece", "half title", "halftitle", "start", "beginning"})
"""Titles in the contents that only say what a document is: they are written in nowhere."""


def skip_reason(kind: str, label: str) -> str | None:
    """Return why a whole document is not read out, by its type in the guide and its title in the contents."""
    return SKIPPED_TYPES.get(kind) or _SKIPPED_LABELS.get(label.strip().lower())
