"""Who and what is in a text, in groups."""

from app.core.mentions import Card, Mention, grouped


def mention(
    term: str, kind: str, start: int, count: int = 1, layer: str = "household", chinese: str = ""
) -> Mention:
    card = Card(term, layer, layer.title(), "户", 30)
    places = {start + place: start + place for place in range(count)}
    return Mention(term, chinese, "", kind, (card,), places)


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


def test_a_headword_of_two_layers_is_listed_once_and_its_places_are_counted_once() -> None:
    law = mention("Permit", "term", 8, count=3, layer="law", chinese="居住证")
    [one] = grouped([law, mention("permit", "term", 7, count=2)])["Terms"]
    assert (one.headword, one.chinese, one.start, one.count) == ("permit", "居住证", 7, 4)
    assert [card.layer for card in one.cards] == ["household", "law"]


def test_a_person_and_a_term_of_one_name_are_two() -> None:
    assert list(grouped([mention("Li", "term", 3), LI])) == ["People", "Terms"]
