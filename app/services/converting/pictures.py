"""Pictures of documents, re-encoded: the only module that imports Pillow.

What comes out was written by us, from the pixels alone: no place where it was taken, no second
file hidden behind it, nothing but a picture.
"""

import warnings
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps

from app.core.importing import Picture

MOST_PIXELS = 40_000_000  # of a picture as it comes: 160 MB of memory; a camera makes 24 million
WIDEST, TALLEST = 1_600, 4_000  # pixels as it is shown, on the finest screens
LARGEST_LOSSLESS = 400_000  # bytes; a drawing is smaller, a photograph is not
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")


class NoPicture(ValueError):
    """What cannot be shown as a picture; the message says why, as the end of a sentence."""


def picture(content: bytes) -> Picture:
    """Re-encode a picture, made smaller where it is too large. Raises `NoPicture`."""
    if b"<svg" in content[:1_024]:
        raise NoPicture("a drawing in SVG, which may hold a program")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the file says wrongly about itself
        try:
            return _encoded(_opened(content))
        except NoPicture:
            raise
        except Exception as fault:  # decoders of other people's files raise whatever they like
            raise NoPicture("damaged, or of an unknown format") from fault


def as_stored(content: bytes) -> Picture:
    """A picture that was re-encoded before, as it is. Raises `NoPicture` for what we do not
    write."""
    try:
        with Image.open(BytesIO(content), formats=("WEBP", "PNG", "JPEG", "GIF")) as image:
            _refuse_gigantic(image)
            media_type = Image.MIME[image.format or ""]
            digest = sha256(content).hexdigest()
            return Picture(digest, content, media_type, image.width, image.height)
    except NoPicture:
        raise
    except Exception as fault:  # as above
        raise NoPicture("damaged, or of an unknown format") from fault


def _opened(content: bytes) -> Image.Image:
    image: Image.Image = Image.open(BytesIO(content), formats=_READ)
    _refuse_gigantic(image)
    image.draft("RGB", (WIDEST, TALLEST))  # a JPEG is decoded small at once
    image = ImageOps.exif_transpose(image)
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((WIDEST, TALLEST))
    return image


def _refuse_gigantic(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise NoPicture(f"larger than {MOST_PIXELS // 1_000_000} million pixels")


def _encoded(image: Image.Image) -> Picture:
    content = _webp(image, lossless=True)
    if len(content) > LARGEST_LOSSLESS:
        content = _webp(image, lossless=False)
    digest = sha256(content).hexdigest()
    return Picture(digest, content, "image/webp", image.width, image.height)


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", lossless=lossless, quality=50 if lossless else 82, method=2)
    return file.getvalue()
