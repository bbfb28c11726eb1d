"""A term and a note bring what the style sheet draws them with; none of it is text."""

from app.core.markup import plain_text
from app.core.overlay import Note, Term, lift, overlay

PERMIT = Term(2, 8, 1, "hukou", "registration", "/occurrences/1", glyph="户", hue=30)


def test_a_term_brings_its_layers_glyph_and_hue() -> None:
    html = overlay("<p>a permit</p>", [PERMIT])
    assert 'data-hue="30" data-glyph="户">permit</a>' in html
    assert plain_text(html) == "a permit"


def test_the_glyph_of_a_term_that_an_element_cuts_stands_once_at_its_end() -> None:
    html = overlay("<p>a <em>per</em>mit</p>", [PERMIT])
    assert html.count("data-glyph") == 1
    assert 'data-glyph="户">mit</a>' in html
    assert lift(html) == "<p>a <em>per</em>mit</p>"


def test_a_term_without_a_glyph_draws_none() -> None:
    html = overlay("<p>a permit</p>", [Term(2, 8, 1, "hukou", "registration", "/occurrences/1")])
    assert "data-glyph" not in html
    assert "data-hue" not in html


def test_a_passage_with_notes_takes_the_hue_of_the_first() -> None:
    html = overlay("<p>a permit</p>", [Note(0, 8, 4, hue=150), Note(2, 8, 5, hue=30)])
    assert html == (
        '<p><span class="noted" data-notes="4" data-hue="150">a </span>'
        '<span class="noted" data-notes="4 5" data-hue="150">permit</span></p>'
    )
