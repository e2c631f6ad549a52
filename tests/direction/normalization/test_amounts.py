"""Amounts of money are said as a reader aloud would say them."""

from __future__ import annotations

import pytest

from drama.direction.normalization.marked_text import put_together
from drama.direction.normalization.rules import edits_of


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("US$20 and C$20", "20 US dollars and 20 Canadian dollars"),
        ("A$1, NZ$5.50, HK$3bn", "1 Australian dollar, 5 New Zealand dollars 50 cents, 3 billion Hong Kong dollars"),
        ("a US$20 bill", "a 20 US dollar bill"),
        ("$5-10, £5–10, €5-10.", "5 to 10 dollars, 5 to 10 pounds, 5 to 10 euros."),
        ("$5-$10 or US$5–US$10", "5 to 10 dollars or 5 to 10 US dollars"),
        ("$1-2 million, $1m–$2m", "1 to 2 million dollars, 1 million to 2 million dollars"),
        ("$0.05–$0.10", "5 cents to 10 cents"),
        ("a $5.50 note", "a 5 dollars 50 cents note"),
        ("$5.50-$6", "5 dollars 50 cents to 6 dollars"),
        ("$1,250-1,500, $1250-1500", "1,250 to 1,500 dollars, 1250 to 1500 dollars"),
        ("a $1.5 million house", "a 1.5 million dollar house"),
        ("a €200 suit, an £8 ham", "a 200 euro suit, an 8 pound ham"),
        ("a $5-10 fine", "a 5 to 10 dollar fine"),
        ("a $5-a-day job", "a 5 dollar-a-day job"),
        ("a $5-million barn", "a 5 million dollar barn"),
        ("$20K, £20M, $3bn, $3B", "20 thousand dollars, 20 million pounds, 3 billion dollars, 3 billion dollars"),
        ("a $20 from his purse, a $5.", "a 20 dollars from his purse, a 5 dollars."),
        ("the $5 went, his $20 back", "the 5 dollars went, his 20 dollars back"),
        ("£3-10-6, £5-10s.", "3 pounds 10 shillings 6 pence, 5 pounds 10 shillings."),
        ("from 1914-1918", "from 19 14-19 18"),
    ],
)
def test_an_amount_is_said_with_its_currency_behind_it(printed: str, spoken: str) -> None:
    assert put_together(printed, edits_of(printed), ())[0] == spoken
