"""Characters of symbol fonts, which Word's formats store by their place in the font (ECMA-376, 17.3.3.30)."""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprVstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω",
        strict=True,
    )
)
"""Letters of the font Symbol."""
_SYMBOL_SIGNS = {
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xA9: "♥",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBC: "…",
    0xBE: "—",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0x2D: "−",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
}
_ORNAMENTAL = ("wingdings", "webdings", "zapf dingbats", "zapfdingbats", "itc zapf dingbats", "marlett")
ORNAMENT = "•"
"""For a picture of a font: what has no sound, and parts scenes where it stands alone."""


def is_ornamental(font: str) -> bool:
    """Tell whether a font has pictures in place of letters."""
    return font.lower().startswith(_ORNAMENTAL)


def is_symbolic(font: str) -> bool:
    """Tell whether a font has signs in places where others have letters."""
    return font.lower() == "symbol" or is_ornamental(font)


def symbol(font: str, place: int) -> str:
    """Return the character at a place of a font; nothing for a place that no font has."""
    if is_ornamental(font):
        return ORNAMENT
    place = place - 0xF000 if 0xF000 <= place <= 0xF0FF else place  # fonts of symbols stand there as well
    if font.lower() == "symbol":
        sign = chr(place) if place < 0x110000 else ""
        return _SYMBOL_SIGNS.get(place) or _SYMBOL.get(sign, sign)
    return chr(place) if 0x20 <= place < 0xD800 or 0xE000 <= place < 0x110000 else ""
