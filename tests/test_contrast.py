"""Every ink is legible on every ground, in every theme: WCAG 2's contrast, from the tokens."""

import re
from math import cos, radians, sin

import pytest

from app.settings import ROOT

SHEET = (ROOT / "static" / "css" / "themes.css").read_text()
THEMES = ("light", "dark", "sepia", "contrast on light", "contrast on dark")
GROUNDS = ("paper", "leaf", "raised", "wash", "wash-mine", "alarm-wash", "good-wash")
LEAST = {"ink": 7.0, "ink-soft": 4.5, "link": 4.5}
Colour = tuple[float, float, float]


def tokens(selector: str) -> dict[str, str]:
    body = re.search(re.escape(selector) + r" \{(.*?)\n\}", SHEET, re.DOTALL)
    assert body
    return dict(re.findall(r"--([\w-]+): ([^;]+);", body[1]))


def palette(theme: str) -> dict[str, str]:
    """The values of a theme, for the ground it stands on."""
    found = tokens(":root")
    name, _, ground = theme.partition(" on ")
    if name in {"sepia", "contrast"}:
        found |= tokens(f'[data-theme="{name}"]')
    is_dark = "dark" in (theme, ground)
    for key, value in found.items():
        pair = re.fullmatch(r"light-dark\((#\w+|oklch\(.*?\)), (#\w+|oklch\(.*?\))\)", value)
        found[key] = pair[1 + is_dark] if pair else value
    return {key: found.get(value[6:-1], value) for key, value in found.items()}


def linear(colour: str) -> Colour:
    """Linear sRGB of `#fff`, `#000` or `oklch(L% C H)`."""
    if colour.startswith("#"):
        return (1.0, 1.0, 1.0) if colour == "#fff" else (0.0, 0.0, 0.0)
    values = re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", colour)
    assert values, colour
    light, chroma, hue = float(values[1]) / 100, float(values[2]), radians(float(values[3]))
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return tuple(min(1.0, max(0.0, value)) for value in (red, green, blue))  # type: ignore[return-value] # three of three


def contrast(one: str, other: str) -> float:
    lights = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (linear(one), linear(other))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_ink_is_legible_on_every_ground(theme: str) -> None:
    colours = palette(theme)
    for ink, least in LEAST.items():
        for ground in GROUNDS:
            found = contrast(colours[ink], colours[ground])
            assert found >= least, f"{ink} on {ground}: {found:.2f}"


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_the_focus_can_be_seen(theme: str) -> None:
    colours = palette(theme)
    for line in ("edge", "focus", "line-mark"):
        assert contrast(colours[line], colours["paper"]) >= 3, line
    assert contrast(colours["on-action"], colours["action"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_every_hue_of_a_layer_is_legible(theme: str) -> None:
    colours = palette(theme)
    side = "dark" if theme.endswith("dark") else "light"
    for hue in range(0, 360, 10):
        ink = f"oklch({colours[f'layer-on-{side}']} {hue})"
        wash = f"oklch({colours[f'layer-wash-on-{side}']} {hue})"
        assert contrast(ink, colours["paper"]) >= 4.5, f"{hue} on paper"
        assert contrast(colours["ink"], wash) >= 7, f"ink on {hue}"
