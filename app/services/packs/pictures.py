"""Pictures of readings beside their packs: `pictures/<digest>.webp`, as they are stored.

A file is named by the digest of its content, so what was changed or mixed up is told.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.core.importing.sized import pictured
from app.core.packs import Fault, ReadingPack
from app.models import Picture, Reading, ReadingPicture
from app.services.converting.pictures import NoPicture, as_stored
from app.services.importing.publishing import show_pictures
from app.services.importing.waiting import store_pictures
from app.settings import ROOT

FOLDER = "pictures"
SUFFIXES = {"image/webp": "webp", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


def export_pictures(session: Session, readings: Path) -> list[Path]:
    """Write what readings show into their folder; returns the files."""
    shown = select(ReadingPicture.digest)
    query = select(Picture).where(Picture.digest.in_(shown)).options(undefer(Picture.content))
    written = []
    for picture in session.scalars(query.order_by(Picture.digest)):
        (readings / FOLDER).mkdir(exist_ok=True)
        written.append(readings / FOLDER / f"{picture.digest}.{SUFFIXES[picture.media_type]}")
        written[-1].write_bytes(picture.content)
    return written


def missing_pictures(session: Session, packs: tuple[ReadingPack, ...]) -> Iterator[Fault]:
    """Pictures that a text shows, and that are neither stored nor beside it as they should be."""
    for pack in packs:
        for digest in sorted(pictured(pack.body) - _stored(session, pack)):
            if fault := _fault(pack, digest):
                before = pack.body[: pack.body.index(digest)]
                yield Fault(pack.path, pack.body_line + before.count("\n"), fault)


def store_shown(session: Session, pack: ReadingPack, reading: Reading) -> None:
    """Store the pictures of a pack that has no fault, as shown by its reading."""
    missing = pictured(pack.body) - _stored(session, pack)
    store_pictures(session, [as_stored(_file(pack, digest).read_bytes()) for digest in missing])
    show_pictures(session, reading, pack.body)


def _stored(session: Session, pack: ReadingPack) -> set[str]:
    named = Picture.digest.in_(pictured(pack.body))
    return set(session.scalars(select(Picture.digest).where(named)))


def _fault(pack: ReadingPack, digest: str) -> str:
    file = _file(pack, digest)
    if not file.exists():
        return f"it shows a picture that is not there: {FOLDER}/{digest[:12]}….webp"
    try:
        picture = as_stored(file.read_bytes())
    except NoPicture as fault:
        return f"the picture {file.name[:12]}… is {fault}"
    return (
        "" if picture.digest == digest else f"the picture {file.name[:12]}… is another than named"
    )


def _file(pack: ReadingPack, digest: str) -> Path:
    folder = (ROOT / pack.path).parent / FOLDER
    files = (folder / f"{digest}.{suffix}" for suffix in SUFFIXES.values())
    return next((file for file in files if file.exists()), folder / f"{digest}.webp")
