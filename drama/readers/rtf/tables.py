"""Tables of what the control words of RTF 1.9.1 mean for the words between them."""

from __future__ import annotations

_ENCODINGS = (
    *((77, "mac_roman"), (128, "cp932"), (129, "cp949"), (130, "johab"), (134, "gbk"), (136, "cp950")),
    *((161, "cp1253"), (162, "cp1254"), (163, "cp1258"), (177, "cp1255"), (178, "cp1256"), (186, "cp1257")),
    *((204, "cp1251"), (222, "cp874"), (238, "cp1250"), (254, "cp437"), (255, "cp850")),
)
CHARSETS = dict(_ENCODINGS)
"""Character sets of fonts -> encodings; those of the document stand for all others."""
_CODE_PAGES = {10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2", 10081: "mac_turkish"}
DOCUMENT_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\xa0",
    "-": "\xad",
    "_": "\u2011",
}
"""Control words and symbols that stand for a character."""
TOGGLES = {
    "i": "italic",
    "b": "bold",
    "ul": "underlined",
    "v": "hidden",
    "strike": "struck",
    "striked": "struck",
    "deleted": "deleted",
    **dict.fromkeys(("uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhwave", "ulth", "ulw", "ulwave"), "underlined"),
}
"""Character properties that are on or off."""
UNREAD = frozenset(
    [
        "colortbl",
        "pict",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "nonshppict",
        "shprslt",
        "tc",
        "tcn",
        "xe",
        "rxe",
        "txe",
        "sp",
        "private1",
        "template",
        "background",
        "comment",
        "bkmkstart",
        "bkmkend",
        "objdata",
        "objclass",
        "objname",
        "listname",
        "leveltext",
        "levelnumbers",
        "fchars",
        "lchars",
        "falt",
        "panose",
        "revtim",
        "creatim",
        "printim",
        "buptim",
        "pntxta",
        "pntxtb",
        "pnseclvl",
        "generator",
        "nonesttables",
        "datafield",
        "fldtype",
    ]
)
"""Destinations without words of the story."""
ASIDES = {"footnote": "note", "annotation": "comment", "shptxt": None}
"""Destinations whose words stand after the paragraph, and why they are not read out."""
KEPT = frozenset({"shpinst", "ud", "moMath", "moMathPara", "mr", "objattph"})
"""Destinations that a reader may leave out, and that hold words."""
STATED = frozenset({"title", "subject", "author", "doccomm"})
"""What a document says of itself."""
LIST_NUMBERS = frozenset({"listtext", "pntext"})


def code_page(number: int) -> str:
    """Return the encoding of a code page of Windows; nothing for one that is not known."""
    if number == 65001:
        return "utf-8"
    name = "johab" if number == 1361 else _CODE_PAGES.get(number, f"cp{number}")
    try:
        b"".decode(name)
    except (LookupError, ValueError):
        return ""
    return name
