"""The cast at work: marks for every audience, replies, a layer with its terms and notes.

What somebody wrote says so in words that stand nowhere else, so that a leak is found by looking
for them. `SEEN_BY` is who may see each, by hand, not by the rule under test.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.folding import fold
from app.core.markdown import render_post
from app.models import (
    Annotation,
    Course,
    CourseLayer,
    CourseReading,
    Event,
    Familiarity,
    Form,
    Layer,
    Membership,
    Occurrence,
    Reading,
    Reply,
    Revision,
    Sense,
    Term,
    User,
    Wording,
)
from app.models.audience import Visibility
from app.services.curation import SenseDraft, write_note
from app.services.familiarity import digest_of
from app.services.layering import lay_where_read
from tests.conftest import Cast

EVERYBODY = ("nobody", "zoe", "sven", "lin", "mei", "ming", "tom", "ines")
STAFF = {"tom", "ines"}
SEEN_BY: dict[str, set[str]] = {
    "ming-private": {"ming"},
    "ming-staff": {"ming", *STAFF},
    "ming-group": {"ming", "mei", *STAFF},
    "ming-course": {"ming", "mei", "lin", *STAFF},
    "lin-private": {"lin"},
    "lin-staff": {"lin", *STAFF},
    "lin-group": {"lin", *STAFF},
    "lin-course": {"ming", "mei", "lin", *STAFF},
    "tom-private": {"tom"},
    "tom-staff": STAFF,
    "tom-group": {"ming", "mei", *STAFF},  # written to Plum
    "ines-course": {"ming", "mei", "lin", *STAFF},
    "sven-private": {"sven"},
    "sven-course": {"sven"},  # Ola's course, on the same text
}

POINTS = {
    "kind": "residence points",
    "city": "Anywhere",
    "scale": {"unit": "points", "baseline": 100, "says": "document", "reading": "a-card"},
    "thresholds": [
        {"opens": "a card", "points": 110, "says": "other", "status": "unverified"},
    ],
    "items": [
        {
            "id": "tax",
            "for": "tax",
            "points": 6,
            "per": "year",
            "says": "document",
            "reading": "a-card",
        },
        {
            "id": "blood",
            "for": "giving blood",
            "points": None,
            "says": "document",
            "reading": "a-card",
        },
        {
            "id": "master",
            "for": "a master’s degree",
            "points": 26,
            "one_of": "degree",
            "says": "other",
            "status": "verified",
            "source": {"title": "Rules", "publisher": "The City", "date": "2016"},
        },
        {
            "id": "doctor",
            "for": "a doctorate",
            "points": 37,
            "one_of": "degree",
            "says": "other",
            "status": "unverified",
        },
    ],
}


@dataclass(frozen=True)
class Scene:
    """Ids, by what stands under them."""

    cast: Cast
    annotations: dict[str, int]  # by author and audience: "ming-private"
    replies: dict[str, int]  # to the annotation of the same name, by its author
    occurrences: dict[str, int]  # by the form's words
    terms: dict[str, int]
    senses: dict[str, int]
    layer: int
    note: int  # written in the course
    pack_note: int
    familiarity: int  # Ming's, with the term “permit”
    members: dict[str, int]
    block: str  # ident of the block that the marks stand on
    join_code: str

    def who(self, name: str) -> int | None:
        """A member of the cast by name; nobody is None."""
        return None if name == "nobody" else int(getattr(self.cast, name))


def body_of(name: str) -> str:
    return f"Words of {name} in confidence"


def reply_to(name: str) -> str:
    return f"An answer under {name} in confidence"


def stage(session: Session, cast: Cast) -> Scene:
    """Set the scene."""
    other = session.get_one(Course, cast.other)
    reading = session.get_one(Reading, cast.reading)
    session.add(CourseReading(course=other, reading=reading, position=1))
    layer = lay_layer(session, cast)
    revision = session.scalars(Revision.newest_of(cast.reading)).one()
    note, pack_note = (
        write_note(
            session,
            layer,
            revision,
            (start, start + 6),
            "background",
            title,
            SenseDraft("editor", f"{title} says more."),
            session.get_one(User, cast.tom),
        )
        for start, title in ((26, "A note"), (40, "A pack’s note"))
    )
    pack_note.from_pack = True
    annotations = {name: annotate(session, cast, revision, name) for name in SEEN_BY}
    replies = {name: reply(session, annotation, name) for name, annotation in annotations.items()}
    session.flush()
    scene = Scene(
        cast=cast,
        annotations={name: annotation.id for name, annotation in annotations.items()},
        replies={name: answer.id for name, answer in replies.items()},
        occurrences={row.exact: row.id for row in session.scalars(select(Occurrence))},
        terms={term.slug: term.id for term in layer.terms},
        senses={term.slug: term.senses[0].id for term in layer.terms},
        layer=layer.id,
        note=note.id,
        pack_note=pack_note.id,
        familiarity=remind(session, cast, layer.terms[1].senses[0]).id,
        members={
            row.user.username or "": row.id
            for row in session.scalars(select(Membership).where(Membership.course_id == cast.hukou))
        },
        block=next(block.ident for block in revision.blocks if block.kind == "paragraph"),
        join_code=session.get_one(Course, cast.hukou).join_code,
    )
    session.commit()
    return scene


def lay_layer(session: Session, cast: Cast) -> Layer:
    layer = Layer(
        slug="household",
        title="Household registration",
        glyph="户",
        hue=30,
        about="For tests",
        limit="every",
        home_id=cast.hukou,
    )
    layer.terms = [
        Term(
            slug=slug,
            headword=slug,
            position=position,
            points=POINTS if slug == "permit" else None,
            forms=[Form(text=form, folded=fold(form)) for form in forms],
            senses=[
                Sense(
                    slug="editor",
                    voice="editor",
                    body=f"About {slug}.",
                    body_html=render_post(f"About {slug}."),
                    position=0,
                )
            ],
        )
        for position, (slug, forms) in enumerate(
            (("hukou", ("hukou", "户口")), ("permit", ("residence permit",)), ("certificate", ()))
        )
    ]
    session.add(layer)
    session.add(CourseLayer(course=session.get_one(Course, cast.hukou), layer=layer, position=1))
    session.flush()
    lay_where_read(session, layer=layer)
    return layer


def remind(session: Session, cast: Cast, sense: Sense) -> Familiarity:
    """Have Ming be reminded of a sense."""
    row = Familiarity(
        user_id=cast.ming,
        course_id=cast.hukou,
        sense=sense,
        wording=Wording(sense_id=sense.id, digest=digest_of(sense.body), body=sense.body),
        reading_id=cast.reading,
        standing="remind",
        exact="residence permit",
        sentence="The police said that a residence permit is not a hukou.",
    )
    session.add(row)
    session.flush()
    return row


def annotate(session: Session, cast: Cast, revision: Revision, name: str) -> Annotation:
    who, _, audience = name.partition("-")
    course = cast.other if who == "sven" else cast.hukou
    group = {"lin": cast.orchid}.get(who, cast.plum) if audience == "group" else None
    visibility: Visibility = audience  # type: ignore[assignment] # as SEEN_BY spells them
    annotation = Annotation(
        course_id=course,
        reading_id=cast.reading,
        author_id=getattr(cast, who),
        kind="question",
        visibility=visibility,
        group_id=group,
    )
    annotation.anchor(revision, 21, 37)
    annotation.write(body_of(name))
    session.add(annotation)
    session.flush()
    session.add(Event.of_thread("annotation created", annotation.author, annotation))
    return annotation


def reply(session: Session, annotation: Annotation, name: str) -> Reply:
    answer = Reply(course_id=annotation.course_id, author_id=annotation.author_id)
    answer.write(reply_to(name))
    annotation.replies.append(answer)
    session.flush()
    session.add(Event.of_thread("reply created", annotation.author, annotation, answer))
    return answer
