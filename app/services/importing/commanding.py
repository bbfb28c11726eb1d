"""What the command line brings: documents on the disk, told as values, or made readings."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.importing import Fact
from app.core.importing.knowing import authors, wrong
from app.core.importing.removing import without
from app.core.kinds import KINDS
from app.models import Course, Event, Import, Reading
from app.models.importing import stored
from app.services.importing.publishing import Shelf, is_taken, make_reading, shelve
from app.services.importing.reading_in import Read, digest
from app.services.importing.unpacking import Document, documents
from app.services.importing.waiting import store_pictures
from app.services.layering import lay_where_read

GIVEN = "given on the command line"


class Incomplete(ValueError):
    """What must be known of a reading is not; `errors` by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


def documents_at(paths: Iterable[Path]) -> Iterator[Document]:
    """Every document in files, folders (all below them) and zips, in order, by its path."""
    for path in paths:
        files = sorted(_below(path)) if path.is_dir() else [path]
        if not files:
            yield Document(str(path), b"", "There is no file in this folder.")
        for file in files:
            yield from _documents_of(file)


def told(read: Read) -> dict[str, Any]:
    """A document as plain values, for whoever reads the command's answer."""
    facts = {name: fact.value for name, fact in read.facts.items()}
    return {
        "file": read.document.name,
        "title": facts.get("title"),
        "subtitle": facts.get("subtitle"),
        "publisher": facts.get("publisher"),
        "authors": authors(facts.get("author", "")),
        "date": facts.get("date"),
        "language": facts.get("language"),
        "kind": read.prepared.kind,
        "voice": facts.get("voice"),
        "rights": facts.get("rights"),
        "url": facts.get("url"),
        "facts": stored(read.facts),
        "blocks": [
            {"kind": block.kind, "number": block.number, "text": block.text}
            for block in read.blocks.blocks
        ],
        "pictures": len(read.converted.pictures),
        "proposed_removals": [
            {"line": one.line, "text": one.text, "reason": one.reason}
            for one in read.prepared.removals
        ],
        "told": list(dict.fromkeys((*read.converted.told, *read.prepared.told))),
        "details": dict(read.prepared.details),
    }


def overridden(read: Read, given: Mapping[str, str]) -> Read:
    """With what the command line says in place of what is known."""
    facts = {**read.facts, **{name: Fact(value, GIVEN, False) for name, value in given.items()}}
    return Read(read.document, read.converted, read.prepared, facts, read.blocks)


def make(
    session: Session,
    read: Read,
    course: Course | None,
    slug: str = "",
    without_proposed: bool = False,
) -> Reading:
    """Make it a reading, and put it on a course's syllabus if there is one. Raises `Incomplete`."""
    values = {name: fact.value for name, fact in read.facts.items()}
    values |= {"kind": read.prepared.kind, "slug": slug}
    errors = wrong(values, tuple(KINDS))
    if slug and not errors and is_taken(session, slug):
        errors["slug"] = f"There is a reading {slug} already."
    if errors:
        raise Incomplete(errors)
    markdown = read.prepared.markdown
    if without_proposed:
        markdown = without(markdown, read.prepared.removals)
    store_pictures(session, read.converted.pictures)
    reading = make_reading(session, values, markdown, None, course)
    _write_down(session, read, course, reading)
    if course is not None:
        shelve(session, course, reading, Shelf())
        lay_where_read(session, reading=reading)
        session.add(
            Event(
                kind="reading added",
                course_id=course.id,
                reading_id=reading.id,
                visibility="course",
            )
        )
    session.flush()
    return reading


def _write_down(session: Session, read: Read, course: Course | None, reading: Reading) -> None:
    """Know the document again when it comes once more."""
    session.add(
        Import(
            course=course,
            reading=reading,
            state="published",
            name=Path(read.document.name).name[-255:],
            digest=digest(read.document.content),
            text_digest=read.text_digest,
            kind=read.prepared.kind,
        )
    )


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not is_hidden:
            yield path


def _documents_of(file: Path) -> Iterator[Document]:
    try:
        content = file.read_bytes()
    except OSError as error:
        yield Document(str(file), b"", error.strerror or str(error))
        return
    for document in documents([(file.name, content)]):
        inside = "" if document.name == file.name else f"/{document.name}"
        yield Document(f"{file}{inside}", document.content, document.fault)
