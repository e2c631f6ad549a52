"""Where a span may go in a document: around whole elements, and nothing else is touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.exports.epub.legacy import as_epub_3
from drama.exports.epub.markup import ink_of
from drama.exports.epub.placing import Document, Piece, with_spans


def marked(source: str, *sentences: str) -> str:
    """Return a document with spans around sentences, each written without white space."""
    ink = ink_of(source)
    pieces: list[tuple[Piece, str]] = []
    at = 0
    for number, sentence in enumerate(sentences, start=1):
        at = ink.text.index(sentence, at)
        places = list(zip(ink.starts, ink.ends, strict=True))[at : at + len(sentence)]
        pieces += [(piece, str(number)) for piece in Document(source).pieces(places)]
    return re.sub(r'<span id="(\d)">', r"{\1:", with_spans(source, pieces)).replace("</span>", "}")


@pytest.mark.parametrize(
    ("source", "sentences", "expected"),
    [
        ("<p>One. Two.</p>", ["One.", "Two."], "<p>{1:One.} {2:Two.}</p>"),
        ("<p>It <em>never</em> came.</p>", ["Itnevercame."], "<p>{1:It <em>never</em> came.}</p>"),
        ("<p><b><i>It</i></b> came.</p>", ["Itcame."], "<p>{1:<b><i>It</i></b> came.}</p>"),
        ("<p>It <i>is. So</i> be it.</p>", ["Itis.", "Sobeit."], "<p>{1:It} <i>{1:is.} {2:So}</i> {2:be it.}</p>"),
        ("<p>It<a/>is</p><p>so.</p>", ["Itisso."], "<p>{1:It<a/>is}</p><p>{1:so.}</p>"),
        ("<p>a &amp; b &#8212; c</p>", ["a&b—c"], "<p>{1:a &amp; b &#8212; c}</p>"),
        ("<p><ruby>A<rt>b</rt></ruby> c</p>", ["Abc"], "<p>{1:<ruby>A<rt>b</rt></ruby> c}</p>"),
        ("<p><ruby>A<rt>b</rt></ruby> c</p>", ["A"], "<p>{1:<ruby>A<rt>b</rt></ruby>} c</p>"),
        ("<p>a <!-- b --> c<br/>d</p>", ["acd"], "<p>{1:a <!-- b --> c<br/>d}</p>"),
        ("<li>a<ul><li>b</li></ul>c</li>", ["abc"], "<li>{1:a}<ul><li>{1:b}</li></ul>{1:c}</li>"),
        ("<p>a<script>x</script>b</p>", ["ab"], "<p>{1:a}<script>x</script>{1:b}</p>"),
        ("<p>a <x:q a='>'>b</x:q> c</p>", ["abc"], "<p>{1:a <x:q a='>'>b</x:q> c}</p>"),
        ("<p>2 < 3, a</i> b</p>", ["2<3,ab"], "<p>{1:2 < 3, a}</i> {1:b}</p>"),
        ("<p>Mar&shy;cus\u00ad came</p>", ["Marcuscame"], "<p>{1:Mar&shy;cus\u00ad came}</p>"),
    ],
)
def test_a_span_holds_whole_elements(source: str, sentences: list[str], expected: str) -> None:
    assert marked(source, *sentences) == expected


PARTS = st.sampled_from(["<p>", "</p>", "<em>", "</em>", "<br/>", "<b>", "</b>", "a. ", "b ", "&amp;", "<", ">"])


@given(st.lists(PARTS, max_size=30), st.data())
def test_nothing_but_spans_is_put_in_whatever_the_document(parts: list[str], data: st.DataObject) -> None:
    source = "".join(parts)
    ink = ink_of(source)
    edges = sorted(data.draw(st.sets(st.integers(0, len(ink.text)), max_size=6)))
    places = list(zip(ink.starts, ink.ends, strict=True))
    pieces = [
        piece
        for low, high in zip(edges[::2], edges[1::2], strict=False)
        for piece in Document(source).pieces(places[low:high])
    ]
    apart = [piece for index, piece in enumerate(pieces) if not index or piece.start >= pieces[index - 1].end]
    if apart != pieces:
        return  # one element holds two of them: the book leaves the second out
    out = with_spans(source, ((piece, "x") for piece in pieces))
    assert out.replace('<span id="x">', "").replace("</span>", "") == source
    for inside in re.findall(r'<span id="x">(.*?)</span>', out):
        assert inside.count("<em>") == inside.count("</em>")
        assert "p>" not in inside


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p align="center" class="x">a</p>', '<p class="x" style="text-align: center">a</p>'),
        ('<font color="#123">a</font>', '<span style="color: #123">a</span>'),
        ("<center>a</center>", '<div style="text-align: center">a</div>'),
        ('<a name="x">a</a>', '<a id="x">a</a>'),
        ('<a id="y" name="x">a</a>', '<a id="y">a</a>'),
        ('<img src="a.png" alt="" border="0" width="9"/>', '<img src="a.png" alt="" width="9"/>'),
        ('<table width="90%" border="1">', '<table style="width: 90%">'),
        ('<p align="x;y{}">a</p>', "<p>a</p>"),
        ("<p>a&nbsp;b&amp;c&unheard;</p>", "<p>a\xa0b&amp;c&amp;unheard;</p>"),
        ("<tt>a</tt><acronym title='b'>c</acronym>", '<code>a</code><abbr title="b">c</abbr>'),
        (
            '<p title="it &quot;is&quot;" style="margin: 0">a</p>',
            '<p title="it &quot;is&quot;" style="margin: 0">a</p>',
        ),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>', '<meta charset="utf-8"/>'),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://x/y.dtd">', "<!DOCTYPE html>"),
        ("<!-- <font>a</font> -->", "<!-- <font>a</font> -->"),
    ],
)
def test_markup_of_epub_2_is_that_of_epub_3(old: str, new: str) -> None:
    assert as_epub_3(old) == new


@pytest.mark.parametrize(
    "hostile", ["<!--", "<![CDATA[", "<?", "<!x", "<a ", '<a "', "<p><em>", "&#", "<!DOCTYPE a [", "<svg>"]
)
def test_marks_that_nothing_closes_take_no_longer_for_being_many(hostile: str) -> None:
    source = hostile * 50_000  # quadratic, it would take minutes
    assert ink_of(as_epub_3(source)).text is not None
    assert len(list(Document(source).pieces([(0, 1)]))) <= 1
