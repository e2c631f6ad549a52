"""What eSpeak NG would spell out is written as it sounds; everything else is left alone."""

from __future__ import annotations

import pytest

from drama.engines.espeak.respelling import respelled


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Mm-hm.", "hmm-hmm."),
        ("“Shhh!”", "“shush!”"),
        ("W-what?", "Wuh-what?"),
        ("S-s-stop", "Suh-suh-stop"),
        ("GET US OUT", "GET us OUT"),
        ("IT IS OVER", "it IS OVER"),
        ("pages 5-6", "pages 5–6"),
        ("Capt. Oake met Mr. Hale.", "Captain Oake met Mr Hale."),
    ],
)
def test_what_would_be_spelled_is_respelled(written: str, spoken: str) -> None:
    assert respelled(written) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "the US Army",
        "Hmm.",
        "I-I never",
        "e-mail",
        "She led the col. of men.",
        "60 MPH",
        "well-known",
        "a sh-",
        "We saw it.",
    ],
)
def test_what_reads_well_is_left_alone(text: str) -> None:
    assert respelled(text).lower() == text.lower()
