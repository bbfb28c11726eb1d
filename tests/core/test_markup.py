"""Safe HTML as tokens and back."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.markup import Closing, Opening, Text, escape, plain_text, serialise, tokenise
from app.core.sanitising import sanitise_reading
from tests.core.text import sources, text_content, texts


@given(sources)
def test_tokens_are_the_html(source: str) -> None:
    """But for the entity of a non-breaking space, which is settled once."""
    html = sanitise_reading(source)
    again = serialise(tokenise(html))
    assert serialise(tokenise(again)) == again
    assert again.replace("\xa0", "&nbsp;") == html.replace("\xa0", "&nbsp;")


@given(sources)
def test_the_text_is_what_a_browser_reads(source: str) -> None:
    html = sanitise_reading(source)
    assert plain_text(html) == text_content(html)


@given(sources)
def test_elements_close_in_their_order(source: str) -> None:
    names: list[str] = []
    for token in tokenise(sanitise_reading(source)):
        if isinstance(token, Opening) and not token.is_void:
            names.append(token.name)
        elif isinstance(token, Closing):
            assert names.pop() == token.name
    assert not names


@given(texts | st.text())
def test_escaped_text_is_read_as_itself(text: str) -> None:
    assert "".join(t.value for t in tokenise(escape(text)) if isinstance(t, Text)) == text


def test_an_attribute_may_hold_tags_quotes_and_other_attributes() -> None:
    source = '<p title="a &quot;class=b&quot; > <i>" class="telegram no-gloss">x</p>'
    opening, *_ = tokenise(source)
    assert isinstance(opening, Opening)
    assert opening.attribute("title") == 'a "class=b" > <i>'
    assert opening.has_class("no-gloss")
    assert not opening.has_class("gloss")
    assert opening.attribute("id") is None
    assert plain_text(source) == "x"
