"""No document, however hostile, takes time out of proportion to its length: it is read, or refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from support.growth import assert_in_proportion
from support.small_documents import PARAGRAPHS, small_document

from drama.errors import StoryError
from drama.readers import read_story

pytestmark = pytest.mark.slow

RUN = "<w:r><w:t>a</w:t></w:r>"
P = {suffix: paragraph % "a" for suffix, paragraph in PARAGRAPHS.items()}
FIELD = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
"""Of Word."""
STYLED = "<w:p><w:pPr>%s</w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
ODF_CELL = "<table:table-cell><text:p>a</text:p></table:table-cell>"
ODF_NOTE = "<text:note-body><text:p>a</text:p></text:note-body>"
FDX = '<Paragraph Type="%s"><Text>a</Text></Paragraph>'

PIECES: dict[str, list[tuple[str, str]]] = {
    ".docx": [
        *(("%s", piece) for piece in ["<w:p/>", P[".docx"], "<w:bookmarkStart/>", "<w:sectPr/>"]),
        *(("%s", STYLED % look) for look in [
            '<w:pStyle w:val="Heading1"/>', "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:moveFrom/></w:rPr>", "<w:jc/>",
            "<w:framePr/>", '<w:framePr w:dropCap="drop"/>', '<w:numPr><w:numId w:val="1"/></w:numPr>', "<w:sectPr/>",
            "<w:pageBreakBefore/>", '<w:pBdr><w:top w:val="single"/></w:pBdr>',
        ]),
        ("%s", f"<w:tbl><w:tr><w:tc>{P['.docx']}</w:tc></w:tr></w:tbl>"),
        ("<w:tbl>%s</w:tbl>", f"<w:tr><w:tc>{P['.docx']}</w:tc></w:tr>"),
        ("<w:tbl><w:tr>%s</w:tr></w:tbl>", f"<w:tc>{P['.docx']}</w:tc>"),
        ("%s", f"<w:sdt><w:sdtContent>{P['.docx']}</w:sdtContent></w:sdt>"),
        ("%s", f"<w:p>{FIELD % 'begin'}</w:p>"),
        ("<w:p>%s</w:p>", RUN),
        *(("<w:p>%s</w:p>", f"<w:r><w:rPr>{look}</w:rPr><w:t>a</w:t></w:r>") for look in ["<w:i/>", "<w:vanish/>"]),
        *(("<w:p><w:r><w:t>b</w:t></w:r>%s</w:p>", piece) for piece in [
            f"<w:ins>{RUN}</w:ins>", "<w:del><w:r><w:delText>a</w:delText></w:r></w:del>", "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:footnoteReference w:id='1'/></w:r>",
            f"<w:hyperlink>{RUN}</w:hyperlink>", f"<w:smartTag>{RUN}</w:smartTag>", "<w:moveFromRangeStart/>",
            "<w:commentRangeStart w:id='1'/>", "<w:r><w:sym w:font='Symbol' w:char='F061'/></w:r>",
            f"<w:r><w:pict><v:textbox><w:txbxContent>{P['.docx']}</w:txbxContent></v:textbox></w:pict></w:r>",
            FIELD % "begin", FIELD % "separate", FIELD % "end", FIELD % "begin" + FIELD % "separate",
            f"{FIELD % 'begin'}<w:r><w:instrText>TOC</w:instrText></w:r>{FIELD % 'separate'}{RUN}{FIELD % 'end'}",
            "<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt></w:ruby></w:r>",
        ]),
    ],
    ".odt": [
        *(("%s", piece) for piece in [
            "<text:p/>", P[".odt"], "<text:h text:outline-level='1'>a</text:h>",
            f"<text:section>{P['.odt']}</text:section>",
            "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>", "<text:soft-page-break/>",
            f"<table:table><table:table-row>{ODF_CELL}</table:table-row></table:table>",
            "<text:change-start text:change-id='a'/>", "<text:change text:change-id='a'/>",
            "<text:tracked-changes><text:changed-region/></text:tracked-changes>",
            "<text:table-of-content><text:index-body><text:p>a</text:p></text:index-body></text:table-of-content>",
        ]),
        *(("<text:p>b%s</text:p>", piece) for piece in [
            "<text:span>a</text:span>", "<text:s/>", "<text:tab/>", "<text:line-break/>", "<text:a>a</text:a>",
            f"<text:note><text:note-citation>1</text:note-citation>{ODF_NOTE}</text:note>",
            "<office:annotation><text:p>a</text:p></office:annotation>", "<text:change-end/>",
            "<draw:frame><draw:text-box><text:p>a</text:p></draw:text-box></draw:frame>", "<text:bookmark/>",
            "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>a</text:ruby-text></text:ruby>",
        ]),
    ],
    ".rtf": [("b %s", piece) for piece in [
        "{", "}", "\\", "\\par ", "a\\par ", "{\\i a}", "\\i a\\i0 ", "\\u8220?", "\\u-10179?", "\\'e9", "\\uc9 ",
        "\\*",
        "{\\*\\x a}", "{\\footnote a}", "{\\v a}", "\\v a", "\\trowd a\\cell\\row ", "a\\cell ", "\\bin1 a", "\\bin ",
        "{\\field{\\*\\fldinst TOC}{\\fldrslt a}}", "{\\field ", "{\\pict 00}", "{\\shptxt a\\par}", "\\sect ",
        "\\deleted a",
        "\\s1 a\\par ", "{\\pntext 1.}a\\par ", "{\\upr{a}{\\*\\ud{b}}}", "\\page ", "\\tab ", "\\f1 a",
        "\\pard\\plain ",
    ]],
    ".html": [("%s", piece) for piece in [
        "<p>a", P[".html"], "a<br>", "<div>a</div>", "<div>", "</div>", "<nav>a</nav>", "<nav>", "<article>a</article>",
        "<article>", "<main>a</main>", "<div class='entry-content'>a</div>", "<ul><li><a href='#'>a</a></li></ul>",
        "<form><button>a</button></form>", "<div role='navigation'>", "<style>a{b:c}</style>", "<script>a</script>",
        "<pre>a\n</pre>", "<h2>a</h2>", "<a href='#a'>1</a>", "<sup>1</sup>", "<table><tr><td>a</td></tr></table>",
        "<meta name='author' content='a'>", "<!--", "<i>a", "<span style='font-style:italic'>a</span>", "&a", "<a b='",
    ]],
    ".fb2": [("%s", piece) for piece in [
        P[".fb2"], "<p/>", "<empty-line/>", "<title><p>a</p></title>", "<subtitle>* * *</subtitle>", "<section>",
        "</section>", f"<section>{P['.fb2']}</section>", "<poem><stanza><v>a</v></stanza></poem>", "<v>a</v>",
        "<epigraph><p>a</p><text-author>b</text-author></epigraph>", "<cite><p>a</p></cite>", "<image/>", "<p>a",
        "<p>a<a type='note'>1</a></p>", "<p><emphasis>a</emphasis></p>", "<body name='notes'><section><p>a", "&", "<",
    ]],
    ".fdx": [
        *(("%s", FDX % kind) for kind in ["Action", "Character", "Dialogue", "Parenthetical", "Scene Heading", "Lyric",
                                          "Transition", "New Act", "Shot", "Cast List", "X"]),
        ("%s", FDX % "Character" + FDX % "Dialogue"),
        ("%s", "<Paragraph/>"),
        ("%s", "<Paragraph><DualDialogue>" + FDX % "Character" + FDX % "Dialogue" + "</DualDialogue></Paragraph>"),
        ("<Paragraph Type='Dialogue'>%s</Paragraph>", "<Text>a</Text>"),
        ("<Paragraph Type='Dialogue'>%s</Paragraph>", '<Text Style="Italic">a</Text>'),
        ("<Paragraph Type='Dialogue'>%s</Paragraph>", '<Text RevisionID="1" Style="Strikeout">a</Text>'),
        ("<Paragraph Type='Dialogue'>%s</Paragraph>", "<ScriptNote><Paragraph><Text>a</Text></Paragraph></ScriptNote>"),
    ],
}  # fmt: skip
"""What is repeated, and what stands around all of it."""
NESTED = {
    ".docx": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ".odt": ("<text:section>", "</text:section>"),
    ".rtf": ("{\\i ", "}"),
    ".html": ("<div><i>", "</i></div>"),
    ".fb2": ("<section>", "</section>"),
    ".fdx": ("<Paragraph>", "</Paragraph>"),
}


STYLES = {
    ".docx": '<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>',
    ".odt": '<style:style style:name="s%d" style:family="paragraph" style:parent-style-name="s%d"/>',
    ".rtf": "{\\s%d\\sbasedon%d a;}",
}
"""A style, and the one that it follows."""
IN_STYLE = {
    ".docx": '<w:p><w:pPr><w:pStyle w:val="s%d"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
    ".odt": '<text:p text:style-name="s%d">a</text:p>',
    ".rtf": "\\pard\\s%d a\\par ",
}


def assert_read_in_proportion(
    folder: Path, suffix: str, body: Callable[[int], str], styles: Callable[[int], str] = lambda _: ""
) -> None:
    """Assert that eight times the body takes about eight times as long to be read, or to be refused."""

    def reading(count: int) -> Callable[[], object]:
        path = folder / f"story-{count}{suffix}"
        path.write_bytes(small_document(suffix, P[suffix] + body(count) + P[suffix], styles=styles(count)))

        def read() -> None:
            with suppress(StoryError):
                read_story(path)

        return read

    assert_in_proportion(reading(1_000), reading(8_000), times=24)


@pytest.mark.parametrize(
    ("suffix", "around", "piece"), [(suffix, *piece) for suffix, pieces in PIECES.items() for piece in pieces]
)
def test_time_grows_with_the_length_of_a_document_and_not_with_its_square(
    tmp_path: Path, suffix: str, around: str, piece: str
) -> None:
    assert_read_in_proportion(tmp_path, suffix, lambda count: around % (piece * count))


@pytest.mark.parametrize("suffix", NESTED)
def test_depth_takes_time_in_proportion(tmp_path: Path, suffix: str) -> None:
    opened, closed = NESTED[suffix]
    assert_read_in_proportion(tmp_path, suffix, lambda count: opened * count + P[suffix] + closed * count)


@pytest.mark.parametrize("suffix", STYLES)
def test_styles_that_follow_one_another_take_time_in_proportion(tmp_path: Path, suffix: str) -> None:
    assert_read_in_proportion(
        tmp_path,
        suffix,
        lambda count: "".join(IN_STYLE[suffix] % at for at in range(count)),
        lambda count: "".join(STYLES[suffix] % (at, at + 1) for at in range(count)),
    )
