"""What the views of a card share: finding it, showing it, drawing it anew where it is open."""

from flask import Response, abort, make_response, render_template, request, url_for

from app.core.folding import fold
from app.core.sentences import parted
from app.core.talk import TalkQuery
from app.core.wording import changes, near
from app.database import db
from app.models import Layer, Occurrence, ReadingSense
from app.services.cards import card, notes_on, occurrence_in, starts_of
from app.services.familiarity import digest_of, familiarity_with, sentence_of
from app.services.guesses import guess_of, is_guessed
from app.services.marks import threads_on
from app.services.placing import set_for_reading
from app.services.spread import MARKS, open_spread
from app.views.access import reader
from app.views.hypermedia import asked_from, is_asked_on, look_again, see_other, wants_fragment
from app.views.pages import reading_url
from app.views.readings import Place


def the_occurrence(place: Place, number: int) -> Occurrence:
    return occurrence_in(db.session, place.course, place.reading, number) or abort(404)


def show_card(place: Place, occurrence: Occurrence, error: str = "") -> str:
    """The card; or, where the reader is to guess first, the question."""
    if is_to_guess(place, occurrence):
        return show_question(place, occurrence)
    hidden = place.view().hidden
    sense = occurrence.sense
    mine = familiarity_with(db.session, reader(), place.course, sense)
    return render_template(
        "occurrences/_card.html" if wants_fragment() else "occurrences/show.html",
        place=place,
        card=card(db.session, place.course, occurrence),
        notes=notes_on(db.session, place.course, occurrence, hidden),
        threads=[]
        if MARKS in hidden
        else threads_on(db.session, place.course, occurrence, reader()),
        may_curate=may_curate(place, occurrence.layer),
        may_withdraw=occurrence.ruling or written_sense(place, occurrence),
        error=error,
        form=request.form,
        mine=mine,
        wording=digest_of(sense.body),
        changed=near(changes(mine.wording.body, sense.body))
        if mine and mine.wording.body != sense.body
        else [],
        guess=guess_of(db.session, reader(), place.course, occurrence.term),
        is_guessed=is_guessed(db.session, place.course, occurrence.term),
    )


def show_question(place: Place, occurrence: Occurrence, error: str = "", typed: str = "") -> str:
    """The sentence with the term, and a field for what the reader makes of it."""
    return render_template(
        "occurrences/_question.html" if wants_fragment() else "occurrences/question.html",
        place=place,
        occurrence=occurrence,
        sentence=parted(sentence_of(occurrence), occurrence.exact),
        error=error,
        typed=typed,
    )


def is_to_guess(place: Place, occurrence: Occurrence) -> bool:
    """Must this reader guess before they see the card? Students only: a guest has no place to
    keep a guess in, and the staff set the question."""
    is_student = place.membership is not None and not place.membership.is_staff
    return (
        is_student
        and is_guessed(db.session, place.course, occurrence.term)
        and guess_of(db.session, reader(), place.course, occurrence.term) is None
    )


def drawn_anew(place: Place, occurrence: Occurrence, message: str) -> Response:
    """Answer a write on a card: the card, the places of its term, and a word for the status
    line. A plain form is led back to the card's page."""
    if not wants_fragment():
        return see_other(card_url(place, occurrence))
    if not is_asked_on(reading_url(place)):
        return look_again()
    spread = open_spread(db.session, place.view(query=TalkQuery.read(asked_from())))
    starts = starts_of(db.session, spread.revision, occurrence.term)
    return make_response(
        render_template(
            "occurrences/_saved.html",
            card_html=show_card(place, occurrence),
            place=place,
            spread=spread,
            pages=list(dict.fromkeys(map(spread.place_at, starts))),
            message=message,
        )
    )


def card_url(place: Place, occurrence: Occurrence) -> str:
    return url_for(
        "occurrences.show",
        course=place.course.slug,
        slug=place.reading.slug,
        number=occurrence.id,
    )


def written_sense(place: Place, occurrence: Occurrence) -> ReadingSense | None:
    """What settles a place for the whole reading, if that was written here and not in a pack."""
    if occurrence.rule != "reading":
        return None
    row = set_for_reading(db.session, place.reading, occurrence.layer).get(fold(occurrence.exact))
    return row if row and not row.from_pack else None


def may_curate(place: Place, layer: Layer) -> bool:
    """Staff curates the layers at home in its course; those of others it only reads with."""
    return bool(place.membership and place.membership.is_staff) and (
        layer.home_id == place.course.id
    )
