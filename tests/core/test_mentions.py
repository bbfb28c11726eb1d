"""Who and what is in a text, in groups."""

from app.core.mentions import Mention, grouped


def mention(term: str, kind: str, start: int, count: int = 1) -> Mention:
    return Mention(term, term, "", "", kind, "household", "户", 30, count, start, start)


LI = mention("Li", "person", 90)
WU = mention("Wu", "person", 95, count=3)
PERMIT = mention("permit", "term", 7)
CITY = mention("city", "place", 1)


def test_people_come_before_places_and_places_before_terms() -> None:
    assert list(grouped([PERMIT, CITY, LI])) == ["People", "Places", "Terms"]


def test_a_group_is_in_the_order_of_the_text_or_of_frequency() -> None:
    assert grouped([WU, LI])["People"] == [LI, WU]
    assert grouped([LI, WU], "count")["People"] == [WU, LI]


def test_a_kind_that_is_not_known_is_a_term() -> None:
    assert grouped([mention("x", "river", 1), PERMIT])["Terms"][1] == PERMIT


def test_nothing_makes_no_group() -> None:
    assert grouped([]) == {}
