"""A query of the readers' marks, as an address holds it."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.talk import AUDIENCES, KINDS, LARGEST_OFFSET, PARTS, SORTS, TalkQuery

words = st.text(max_size=30).map(lambda text: " ".join(text.replace("\0", "").split()))
spans = st.tuples(st.integers(0, LARGEST_OFFSET), st.integers(0, LARGEST_OFFSET)).map(sorted)
queries = st.builds(
    lambda span, **parts: TalkQuery(
        **parts, start=span[0] if span else None, end=span[1] if span else None
    ),
    span=st.none() | spans.filter(lambda span: span[0] < span[1]),
    audience=st.none() | st.sampled_from(AUDIENCES),
    kind=st.none() | st.sampled_from(KINDS),
    tag=words,
    by=words,
    is_open=st.booleans(),
    is_unread=st.booleans(),
    sort=st.sampled_from(SORTS),
)
addresses = st.dictionaries(st.sampled_from([*PARTS, "annotation"]), st.text(max_size=80))


@given(queries)
def test_a_query_comes_back_from_its_address(query: TalkQuery) -> None:
    assert TalkQuery.read(query.write()) == query


@given(addresses)
def test_no_address_is_too_strange(address: dict[str, str]) -> None:
    query = TalkQuery.read(address)
    assert TalkQuery.read(query.write()) == query


def test_what_is_not_understood_is_told_and_filters_nothing() -> None:
    query = TalkQuery.read({"kind": "poem", "open": "perhaps", "from": "-1", "annotation": "7"})
    assert query == TalkQuery()
    assert query.not_understood == ("kind=poem", "open=perhaps", "from=-1")


def test_what_is_in_view_is_dropped_as_one() -> None:
    query = TalkQuery.read({"from": "10", "to": "90", "kind": "note"})
    assert query.without("from").write() == {"kind": "note"}
    assert TalkQuery.read({"from": "10"}) == TalkQuery.read({"from": "9", "to": "9"}) == TalkQuery()


def test_an_order_is_no_filter() -> None:
    assert not TalkQuery.read({"sort": "newest"}).is_filtered
    assert TalkQuery.read({"open": "1"}).is_filtered
