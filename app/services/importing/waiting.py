"""Imports that wait: kept, prepared anew, mended, taken away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, object_session

from app.core import importing
from app.core.importing.knowing import known
from app.models import Course, Import, ImportPicture, Picture, ReadingPicture, User
from app.models.base import now
from app.models.importing import stored
from app.services.importing.duplicates import alike
from app.services.importing.reading_in import Read, digest, prepared_of

FORGOTTEN_AFTER = timedelta(days=90)  # an import that nobody has touched
LONGEST_NAME = 255  # characters, as the column


@dataclass(frozen=True, slots=True)
class Mended:
    """What somebody gave: facts by name, the text, and the numbers of the paragraphs to go."""

    given: Mapping[str, str]
    markdown: str
    removed: Sequence[int]


def keep(
    session: Session,
    course: Course,
    author: User,
    found: Iterable[Read],
    nonce: str | None = None,
) -> list[Import]:
    """Keep documents until they are published."""
    return [_kept(session, course, author, one, nonce, place) for place, one in enumerate(found)]


def sent_before(session: Session, author: User, nonce: str | None) -> list[Import]:
    """What this form of this author has brought already."""
    if nonce is None:
        return []
    query = select(Import).where(Import.author_id == author.id, Import.nonce == nonce)
    return list(session.scalars(query.order_by(Import.place)))


def prepare_anew(row: Import, kind: str, also_the_text: bool) -> None:
    """Prepare the converted text as another kind. What was typed stays; text that was edited by
    hand only goes where one says so."""
    kept = row.converted
    converted = importing.Converted(
        kept.name, kept.form, kept.text, kept.facts, tuple(_sized_in(row))
    )
    of_kind = prepared_of(converted, row.kind).told
    of_file = [said for said in row.told if said not in of_kind]  # said by the converter
    prepared = prepared_of(converted, kind)
    if also_the_text:
        row.markdown = row.prepared
    row.take(prepared, known(prepared, row.name))
    row.told = [*of_file, *row.told]


def mend(row: Import, mended: Mended) -> None:
    """Take what was typed. Only what differs from what is known is kept as given."""
    facts = row.known
    row.given = {
        name: value
        for name, value in mended.given.items()
        if value != (facts[name].value if name in facts else "")
    }
    row.markdown = mended.markdown
    row.removed = sorted({number for number in mended.removed if number < len(row.removals)})


def discard(session: Session, row: Import) -> None:
    """Take an import away, with the pictures that nothing else shows."""
    session.delete(row)
    session.flush()
    drop_loose_pictures(session)


def forget(session: Session) -> int:
    """Take away what nobody has touched for long; published ones keep their digests. Returns how
    many."""
    old = session.scalars(
        select(Import).where(
            Import.state != "published", Import.changed_at < now() - FORGOTTEN_AFTER
        )
    ).all()
    for row in old:
        session.delete(row)
    session.flush()
    drop_loose_pictures(session)
    return len(old)


def drop_loose_pictures(session: Session) -> None:
    shown = select(ReadingPicture.digest).union(select(ImportPicture.digest))
    session.execute(delete(Picture).where(Picture.digest.not_in(shown)))


def store_pictures(session: Session, pictures: Iterable[importing.Picture]) -> None:
    """Have each picture once, by its content."""
    by_digest = {picture.digest: picture for picture in pictures}
    present = set(
        session.scalars(select(Picture.digest).where(Picture.digest.in_(by_digest))).all()
    )
    for name, picture in by_digest.items():
        if name not in present:
            session.add(
                Picture(
                    digest=name,
                    content=picture.content,
                    media_type=picture.media_type,
                    width=picture.width,
                    height=picture.height,
                )
            )
    session.flush()


def _kept(
    session: Session, course: Course, author: User, one: Read, nonce: str | None, place: int
) -> Import:
    row = Import(
        course=course,
        author=author,
        changed_by=author,
        nonce=nonce,
        place=place,
        state="waiting",
        name=one.document.name[-LONGEST_NAME:],
        digest=digest(one.document.content),
        text_digest=one.text_digest,
        original=one.document.content,
        form=str(one.converted.form),
        text=one.converted.text,
        said=stored(one.converted.facts),
        prepared="",
        markdown="",
        alike=dict(alike(session, course, one.blocks.text)),
    )
    session.add(row)
    row.take(one.prepared, one.facts)
    row.told = list(dict.fromkeys((*one.converted.told, *one.prepared.told)))
    session.flush()
    _keep_pictures(session, row, one.converted.pictures)
    return row


def _keep_pictures(session: Session, row: Import, pictures: Sequence[importing.Picture]) -> None:
    store_pictures(session, pictures)
    if pictures:
        digests = {picture.digest for picture in pictures}
        session.execute(
            insert(ImportPicture), [{"import_id": row.id, "digest": one} for one in digests]
        )


def _sized_in(row: Import) -> list[importing.Picture]:
    """The pictures of an import by their sizes, their content left where it is."""
    session = object_session(row)
    if session is None:
        return []
    pictures = session.scalars(
        select(Picture)
        .join(ImportPicture, ImportPicture.digest == Picture.digest)
        .where(ImportPicture.import_id == row.id)
    )
    return [
        importing.Picture(one.digest, b"", one.media_type, one.width, one.height)
        for one in pictures
    ]
