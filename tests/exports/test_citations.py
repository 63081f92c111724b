"""References as BibTeX and CSL-JSON, read back by parsers that know nothing of ours."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex import PybtexEngine
from pybtex.database import Entry, parse_string

from exports.citations import Kind, Reference, citation_key, to_bibtex, to_csl_json

PAGE = Reference(
    key="shisaku:id/country/VN",
    kind=Kind.PAGE,
    title="ベトナム",
    author="Shisaku",
    container="Shisaku",
    version="0.1.0-abc",
    issued=(2026, 11, 21),
    url="https://shisaku.example.org/id/country/VN",
    language="ja",
)
DOCUMENT = Reference(
    key="mic-priority-measures-2024",
    kind=Kind.DOCUMENT,
    title="総務省重点施策2024 [MIC Priority Measures 2024]",
    author="Ministry of Internal Affairs and Communications, Japan (総務省)",
    publisher="Ministry of Internal Affairs and Communications, Japan (総務省)",
    issued=(2024, 4, 1),
    language="ja",
    note="003_6e.txt, lines 3615, 3620–3622",
)
HARD = [
    "50% & $5 of #1_a",
    "an unmatched } and { and {pair}",
    r"C:\new and \textbf{x}",
    "~ and ^",
    'it\'s "so", <b>',
    "@misc{x, title = {y}}",
    "消防用機器等の海外展開（再掲）",
]
COMMANDS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^",
}  # fmt: skip
LATEX = re.compile(r"\\(?P<command>[a-z]+)\{\}|\\(?P<sign>[&%$#_])|(?P<bare>[\\{}&%$#_~^])")


def entry(reference: Reference) -> Entry:
    """The only entry of what is written of a reference."""
    entries = parse_string(to_bibtex([reference]), "bibtex").entries
    (key,) = entries
    assert key == reference.key
    return entries[key]


def typeset(latex: str) -> str:
    """What LaTeX shows for a text; nothing in it may mean anything that is not known here."""

    def shown(match: re.Match[str]) -> str:
        assert not match["bare"], f"{match['bare']} is not escaped in {latex!r}"
        return match["sign"] or COMMANDS[match["command"]]

    return LATEX.sub(shown, latex)


def inner(field: str) -> str:
    """A field without the braces that keep it together."""
    assert (field[0], field[-1]) == ("{", "}")
    return field[1:-1]


def test_page_is_read_back_from_bibtex() -> None:
    read = entry(PAGE)
    assert read.type == "misc"
    assert dict(read.fields) == {
        "title": "{ベトナム}",
        "howpublished": "Shisaku, version 0.1.0-abc",
        "year": "2026",
        "month": "November",
        "day": "21",
        "url": "https://shisaku.example.org/id/country/VN",
        "langid": "japanese",
    }
    assert [str(person) for person in read.persons["author"]] == ["{Shisaku}"]


def test_document_has_its_institution_and_lines() -> None:
    read = entry(DOCUMENT)
    assert (read.type, read.fields["type"]) == ("techreport", "Document")
    assert read.fields["institution"] == DOCUMENT.publisher
    assert typeset(read.fields["note"]) == DOCUMENT.note


def test_document_without_a_date_is_no_report_which_needs_a_year() -> None:
    read = entry(replace(DOCUMENT, issued=()))
    assert (read.type, read.fields["institution"]) == ("misc", DOCUMENT.publisher)
    assert "type" not in read.fields


def test_body_with_and_in_its_name_is_one_author() -> None:
    assert [str(one) for one in entry(DOCUMENT).persons["author"]] == [f"{{{DOCUMENT.author}}}"]


@pytest.mark.parametrize("text", HARD)
def test_what_means_something_to_latex_is_shown_as_it_is(text: str) -> None:
    read = entry(replace(PAGE, title=text, note=text))
    assert typeset(inner(read.fields["title"])) == text
    assert typeset(read.fields["note"]) == text


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1))
def test_no_text_breaks_an_entry(text: str) -> None:
    read = entry(replace(PAGE, note=text, author="", title="after"))
    assert inner(read.fields["title"]) == "after"
    assert set(read.fields) <= {"note", "title", "howpublished", "year", "month", "day", "url",
                                "langid"}  # fmt: skip


def test_control_characters_and_line_breaks_are_no_part_of_a_field() -> None:
    hurt = replace(PAGE, title="ハ\u309a\u0001\r\n\tB\x00")
    assert inner(entry(hurt).fields["title"]) == "パ B"
    assert json.loads(to_csl_json([hurt]))[0]["title"] == "パ B"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://x.example/a?b=%E6%B6%88&c=~_#d", "https://x.example/a?b=%E6%B6%88&c=~_#d"),
        ("https://x.example/{a} b\\", "https://x.example/%7Ba%7D%20b%5C"),
        ("https://x.example/消", "https://x.example/%E6%B6%88"),
    ],
)
def test_address_is_not_escaped_but_holds_no_braces(url: str, written: str) -> None:
    assert entry(replace(PAGE, url=url)).fields["url"] == written
    assert json.loads(to_csl_json([replace(PAGE, url=url)]))[0]["URL"] == written


@pytest.mark.parametrize(
    ("issued", "fields"),
    [
        ((), {}),
        ((2024,), {"year": "2024"}),
        ((2024, 4), {"year": "2024", "month": "April"}),
        ((2024, 4, 1), {"year": "2024", "month": "April", "day": "1"}),
    ],
)
def test_no_more_of_a_date_is_told_than_is_known(
    issued: tuple[int, ...], fields: dict[str, str]
) -> None:
    read = entry(replace(PAGE, issued=issued)).fields
    assert {name: read[name] for name in ("year", "month", "day") if name in read} == fields
    (item,) = json.loads(to_csl_json([replace(PAGE, issued=issued)]))
    assert item.get("issued") == ({"date-parts": [list(issued)]} if issued else None)


def test_date_of_access_is_told_where_it_is_given() -> None:
    seen = replace(PAGE, accessed=(2026, 12, 1))
    assert entry(seen).fields["urldate"] == "2026-12-01"
    assert json.loads(to_csl_json([seen]))[0]["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert "urldate" not in to_bibtex([PAGE])
    assert "accessed" not in to_csl_json([PAGE])


def test_csl_json_has_the_variables_of_csl() -> None:
    assert json.loads(to_csl_json([PAGE, DOCUMENT])) == [
        {
            "id": "shisaku:id/country/VN",
            "type": "webpage",
            "title": "ベトナム",
            "author": [{"literal": "Shisaku"}],
            "container-title": "Shisaku",
            "version": "0.1.0-abc",
            "issued": {"date-parts": [[2026, 11, 21]]},
            "URL": "https://shisaku.example.org/id/country/VN",
            "language": "ja",
        },
        {
            "id": "mic-priority-measures-2024",
            "type": "report",
            "title": DOCUMENT.title,
            "author": [{"literal": DOCUMENT.author}],
            "publisher": DOCUMENT.publisher,
            "issued": {"date-parts": [[2024, 4, 1]]},
            "language": "ja",
            "note": DOCUMENT.note,
        },
    ]


def test_csl_processor_makes_a_bibliography() -> None:
    source = CiteProcJSON(json.loads(to_csl_json([PAGE, DOCUMENT])))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography: Any = CitationStylesBibliography(style, source, formatters.plain)
    for reference in (PAGE, DOCUMENT):
        bibliography.register(Citation([CitationItem(reference.key)]))
    document, page = sorted(map(str, bibliography.bibliography()))
    assert "ベトナム" in page
    assert "2026" in page
    assert PAGE.url in page
    assert "総務省重点施策2024" in document
    assert "Ministry of Internal Affairs and Communications, Japan" in document


def test_bibtex_style_makes_a_bibliography() -> None:
    made = PybtexEngine().format_from_string(
        to_bibtex([PAGE, DOCUMENT, replace(DOCUMENT, key="undated", issued=())]),
        style="plain",
        output_backend="text",
    )
    assert "Shisaku. ベトナム. Shisaku, version 0.1.0-abc, November 2026." in made
    assert "Document, Ministry of Internal Affairs and Communications, Japan (総務省)" in made
    assert "lines 3615, 3620–3622" in made


def test_same_references_give_the_same_bytes() -> None:
    for write in (to_bibtex, to_csl_json):
        assert write([PAGE, DOCUMENT]) == write([PAGE, DOCUMENT])


def test_nothing_to_cite_is_no_entry() -> None:
    assert to_bibtex([]) == ""
    assert json.loads(to_csl_json([])) == []


@pytest.mark.parametrize(
    "name", ["shisaku:id/measure/2024/17-2-7", "mic-evaluation-2023", "shisaku:queries/planned"]
)
def test_good_key_is_kept(name: str) -> None:
    assert citation_key(name) == name


NAMES = [
    "shisaku:measures?involves=VN",
    "shisaku:measures?involves-VN",
    "shisaku:measures?q=消防",
    "shisaku:measures?q=覚書",
    "覚書",
    "a, b",
    "x" * 200,
    "x" * 201,
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_key_is_short_and_ascii(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9/:._-]{0,99}", citation_key(name))


def test_no_two_names_have_the_same_key() -> None:
    assert len({citation_key(name) for name in NAMES}) == len(NAMES)
