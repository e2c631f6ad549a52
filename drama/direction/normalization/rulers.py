"""Names and titles after which a numeral is an ordinal: "Henry V", "Queen Ildra III"."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REIGNING = _words(
    """
    King Queen Emperor Empress Tsar Czar Tsarina Kaiser Pope Prince Princess Sultan Shah Duke Duchess Archduke Pharaoh
    Caliph Rajah Maharaja Earl Baron Margrave Elector Patriarch Antipope
    """
)
"""Titles of rulers."""
RULERS = _words(
    """
    Henry George Edward William James Charles Richard Elizabeth Mary Anne Victoria Catherine Louis Philip Francis
    Frederick Napoleon Alexander Nicholas Peter Ivan Paul Pius Leo Gregory Clement Innocent Benedict Urban Boniface
    Julius John Sixtus Callixtus Celestine Honorius Alfonso Ferdinand Carlos Juan Joseph Gustav Christian Haakon Olaf
    Harald Otto Rudolf Rudolph Leopold Albert Baudouin Ptolemy Ramses Rameses Darius Xerxes Cyrus Robert David
    Kenneth Duncan Stephen Michael Constantine Justinian Theodosius Wilhelm Friedrich Heinrich Ludwig Karl Franz
    Maximilian Umberto Victor Emmanuel Margaret Cleopatra Mehmed Murad Suleiman Selim Thutmose Amenhotep Adrian
    Nerva Matthias Sigismund Casimir Wladyslaw Stanislaw Isabella Joan Zog Edmund Baldwin Tiberius Artaxerxes
    """
)
"""Names of rulers with a number; after a title any name is a ruler's, and a character's may be."""
NOT_NAMES = _words(
    """
    The A An Her His My Your Our Their This That No Start Hang And But Or If In On At To For With By From Of It Is Was
    As He She They We You Get Give Love Type When Then Give Two One Some Any New Old
    """
)
"""Capitalized words before a numeral that are no names."""
