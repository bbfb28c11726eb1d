"""Pictures are re-encoded, or refused in words."""

import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from app.services.converting.pictures import NoPicture, picture

WHITE = (255, 255, 255)


def made(format: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size).save(file, format, **options)
    return file.getvalue()


def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(picture(content).content))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_usual_picture_is_written_anew(format: str) -> None:
    found = picture(made(format))
    assert (found.width, found.height, found.media_type) == (40, 30, "image/webp")
    assert seen(made(format)).size == (40, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    format = "TIFF" if mode in ("CMYK", "F") else "PNG"
    assert picture(made(format, mode=mode)).width == 40


def test_the_same_picture_is_the_same_bytes() -> None:
    assert picture(made("PNG")) == picture(made("PNG"))


def test_where_it_was_taken_is_left_out_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "somewhere secret"  # turned right; a description
    content = made("JPEG", exif=exif)
    assert b"secret" in content
    assert b"secret" not in picture(content).content
    assert seen(content).size == (30, 40)


def test_what_is_behind_a_picture_is_not_kept() -> None:
    assert b"PK\x03\x04" not in picture(made("PNG") + b"PK\x03\x04 another file").content


def test_what_is_seen_through_stays_so() -> None:
    assert seen(made("PNG", mode="RGBA")).mode == "RGBA"


def test_a_large_picture_is_made_smaller_and_a_photograph_light() -> None:
    noise = Image.effect_noise((2_400, 1_200), 90).convert("RGB")
    file = BytesIO()
    noise.save(file, "PNG")
    found = picture(file.getvalue())
    assert (found.width, found.height) == (1_600, 800)
    assert len(found.content) < len(file.getvalue()) / 4


def test_of_an_animation_the_first_picture_is_kept() -> None:
    file = BytesIO()
    first, second = Image.new("RGB", (9, 9), WHITE), Image.new("RGB", (9, 9))
    first.save(file, "GIF", save_all=True, append_images=[second])
    assert seen(file.getvalue()).convert("RGB").getpixel((4, 4)) == WHITE


def gigantic() -> bytes:
    """A PNG that says that it is 100,000 pixels wide and high."""
    content = bytearray(made("PNG"))
    content[16:24] = (100_000).to_bytes(4) * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "damaged"),
        (b"not a picture", "damaged"),
        (made("PNG")[:60], "damaged"),
        (made("JPEG")[:400], "damaged"),
        (gigantic(), "damaged|larger than"),
        (made("PNG", (8_000, 5_001)), "larger than 40 million"),
        (b'<?xml version="1.0"?><svg onload="x()"/>', "SVG"),
        (made("PDF"), "damaged"),
    ],
)
def test_what_cannot_be_shown_says_why(content: bytes, says: str) -> None:
    with pytest.raises(NoPicture, match=says):
        picture(content)
