"""A Word document becomes its text: one that LibreOffice wrote, and traps made by hand."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.importing import Converted
from app.core.kinds import prepare
from app.services.converting import Unreadable
from app.services.converting.convert import convert
from app.services.converting.docx import docx
from tests.services.converting.books import drawn

ESSAY = Path("tests/cases/imports/essay.docx").read_bytes()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org'
    '/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
NO_DEFINITION = '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def body(inner: str, before: str = "") -> str:
    return (
        f'{before}<w:document xmlns:w="{W}" xmlns:mc="{MC}" xmlns:m="{M}">'
        f"<w:body>{inner}</w:body></w:document>"
    )


def said(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def document(inner: str, others: Mapping[str, str | bytes] = {}, before: str = "") -> bytes:
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": body(inner, before),
        **others,
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return file.getvalue()


@pytest.fixture(scope="module")
def essay() -> Converted:
    """As it comes out of the process that reads it."""
    return convert("essay.docx", ESSAY)


@pytest.mark.parametrize(
    "piece",
    [
        "# A card for the south\n\nThe city gives a **new card** to those",
        "half a year.[^1] It is *not* a hukou.",
        "## What counts\n\n| Item | Points |\n| --- | --- |\n| A year of insurance | 6 |",
        "-   a contract for a room\n    -   signed by the owner\n-   an employer who pays",
        "居住证不是户口，但是可以上学。",
        'البطاقة ليست تسجيلا\n{: dir="rtl" }',
        "![A map of the two districts](/pictures/",
        "> “I have waited for nine years,” said a cook.",
        "[^1]: Of the lowest class only.\n\n[^2]: After a year, says the office.",
    ],
)
def test_what_a_writer_set_stays(essay: Converted, piece: str) -> None:
    assert piece in essay.text


def test_what_only_the_page_had_is_left_out_and_told(essay: Converted) -> None:
    assert "Example Papers" not in essay.text
    assert essay.told == ("The headers and footers of its pages were left out.",)


def test_its_properties_are_guesses_about_it(essay: Converted) -> None:
    assert {name: fact.value for name, fact in essay.facts.items()} == {
        "title": "A card for the south",
        "subtitle": "What a new permit opens, and what it leaves shut",
        "author": "Ann Example",
        "date": "2019-05-04",
        "language": "en-GB",
    }
    assert all(fact.is_guessed for fact in essay.facts.values())
    prepared = prepare(essay)
    assert prepared.kind == "article"
    assert not prepared.markdown.startswith("# A card")


def test_a_title_and_an_author_that_a_program_put_there_are_none() -> None:
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Microsoft Word - a.doc'
        "</dc:title><dc:creator>python-docx</dc:creator></c>"
    )
    assert docx("a.docx", document(said("One"), {"docProps/core.xml": core})).facts == {}


def test_what_was_struck_out_and_what_was_remarked_is_told() -> None:
    changed = (
        "<w:p><w:ins><w:r><w:t>put in</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>"
    )
    comment = f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{said("no")}</w:comment></w:comments>'
    found = docx("a.docx", document(changed, {"word/comments.xml": comment}))
    assert found.text == "put in\n"
    assert found.told == (
        "1 comment was left out.",
        "What was struck out while changes were tracked was left out; what was put in stays.",
    )


def test_a_choice_without_an_older_form_and_a_formula_are_kept() -> None:
    choice = f'<mc:AlternateContent><mc:Choice Requires="x">{said("in a box")}</mc:Choice>'
    choice += "</mc:AlternateContent>"
    formula = "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
    found = docx("a.docx", document(choice + formula))
    assert found.text == "in a box\n\na+b\n"
    assert found.told == ("1 formula is kept as plain text.",)


def test_text_that_looks_like_markdown_or_html_stays_text() -> None:
    assert docx("a.docx", document(said("1. &lt;b&gt; *x*"))).text == "1\\. &lt;b> \\*x\\*\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (document(said("&b;"), before=NO_DEFINITION), "entities"),
        (document(said("a"), {"word/comments.xml": f"{NO_DEFINITION}<a>&b;</a>"}), "entities"),
        (document("<w:tbl>" * 5_000), "nested"),
        (document(said("a"), {"word/document.xml": "no XML"}), "damaged"),
        (document(""), "no text"),
        (document(said("a"), {"word/media/a.png": bytes(70_000_000)}), "too large"),
        (ESSAY[:3_000], "damaged"),
    ],
    ids=range(7),
)
def test_a_hostile_or_broken_document_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        docx("a.docx", content)


def test_a_picture_that_is_elsewhere_or_gigantic_is_told() -> None:
    relations = ESSAY_PARTS["word/_rels/document.xml.rels"].decode()
    picture = next(path for path in ESSAY_PARTS if path.startswith("word/media/"))
    gigantic = repacked({picture: drawn((9_000, 5_000))})
    assert docx("a.docx", gigantic).told[-1].endswith("larger than 40 million pixels.")
    name = picture.removeprefix("word/")
    elsewhere = relations.replace(
        f'Target="{name}"', 'Target="https://x.test/a.png" TargetMode="External"'
    )
    assert elsewhere != relations
    found = docx("a.docx", repacked({"word/_rels/document.xml.rels": elsewhere.encode()}))
    assert found.pictures == ()
    assert "[A map of the two districts]" in found.text


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


ESSAY_PARTS = parts_of(ESSAY)


def repacked(changed: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {**ESSAY_PARTS, **changed}.items():
            archive.writestr(name, content)
    return file.getvalue()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_document_torn_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(ESSAY_PARTS)))
    part = bytearray(ESSAY_PARTS[path])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(part)))
        part[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=12))
    try:
        found = docx("a.docx", repacked({path: bytes(part)}))
    except Unreadable:
        return
    assert found.text.strip()
