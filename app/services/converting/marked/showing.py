"""The pictures of a page: taken along where they can be had, or told."""

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

from app.core.importing import Picture
from app.services.converting.pictures import NoPicture

SMALLEST = 8  # pixels: less is no picture but a spacer or a counter of visits
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|bmp|tiff?|svg|emf|wmf)", re.IGNORECASE)
MOST = 200  # pictures of one document


def shown(
    soup: BeautifulSoup, load: Callable[[str], Picture | None]
) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    """Have each `img` show what was loaded, or be gone; the pictures, and what is to be told."""
    found: dict[str, Picture] = {}
    faults: dict[str, int] = {}
    for image in soup.find_all("img"):
        try:
            picture = _loaded(image, load, len(found))
        except NoPicture as fault:
            faults[str(fault)] = faults.get(str(fault), 0) + 1
            picture = None
        if picture is None:
            _leave_out(image)
        else:
            found[picture.digest] = picture
            image["src"] = f"/pictures/{picture.digest}"
            image["alt"] = _alt(image)
    return tuple(found.values()), tuple(_told(fault, count) for fault, count in faults.items())


def _loaded(image: Tag, load: Callable[[str], Picture | None], count: int) -> Picture | None:
    if count == MOST:
        raise NoPicture(f"beyond the first {MOST}")
    picture = load(str(image.get("src") or ""))
    if picture is None:
        raise NoPicture("not in the file, and nothing is fetched from elsewhere")
    return picture if min(picture.width, picture.height) >= SMALLEST else None


def _leave_out(image: Tag) -> None:
    """Of a picture that is gone its words stay."""
    alt = _alt(image)
    if alt:
        image.replace_with(f"[{alt}]")
    else:
        image.decompose()


def _alt(image: Tag) -> str:
    """What a picture shows; the name of a file does not say it."""
    words = " ".join(str(image.get("alt") or "").split())
    return "" if _FILE.fullmatch(words) else words


def _told(fault: str, count: int) -> str:
    return f"{count} {'picture was' if count == 1 else 'pictures were'} left out: {fault}."
