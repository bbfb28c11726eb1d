"""Passages followed from one text into the next."""

from app.core.anchoring import Quote
from app.core.following import follow
from app.core.locating import Index
from app.core.paragraphs import same_paragraphs

OLD = "The permit is renewed each year.\nThe cadres met in the county seat.\nNobody asked why."


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_words_that_stay_are_followed() -> None:
    new = "A new first paragraph.\n" + OLD
    [outcome] = follow(OLD, new, [span(OLD, "the county seat")])
    assert (outcome.kind, (outcome.start, outcome.end)) == ("same", span(new, "the county seat"))


def test_a_paragraph_that_moved_takes_its_passages_along() -> None:
    first, second, third = OLD.split("\n")
    new = "\n".join([second, third, "And so it went on, for years.", first])
    [outcome] = follow(OLD, new, [span(OLD, "permit is renewed")])
    assert outcome.is_sure
    assert (outcome.start, outcome.end) == span(new, "permit is renewed")


def test_a_deleted_passage_is_lost_where_a_like_one_remains() -> None:
    old = "It rained in May. " * 2 + OLD + "\nIt rained in May, they said."
    new = "It rained in May. " * 2 + OLD
    [outcome] = follow(old, new, [(len(new) + 1, len(new) + 17)])
    assert outcome.kind == "lost"


def test_a_quote_is_told_apart_from_its_twin_by_its_surroundings() -> None:
    outcome = Index("A permit to stay. No permit, no stay.").locate(Quote("permit", "No ", ", no"))
    assert (outcome.is_sure, outcome.start) == (True, 21)


def test_an_edited_paragraph_is_still_the_same() -> None:
    edited = "The permit is renewed every second year."
    assert same_paragraphs(OLD.split("\n"), ["New.", edited, "Nobody asked why."]) == [None, 0, 2]
