"""Colours as WCAG 2.2 measures them, and an organization's accent made readable in both themes."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

HEX = re.compile(r"#[0-9a-fA-F]{6}")
TEXT_CONTRAST = 4.5
DARK_CONTRAST = 5.5  # a colour on a dark ground looks dimmer than its ratio says
CALM_IN_THE_DARK = 0.6  # and glows when it keeps all its saturation

# What the accent is read on, from static/css/tokens.css: the page, what lies on it, the ground under the pointer.
LIGHT_GROUNDS = ("#faf7f1", "#fffdf9", "#f2ede3", "#ece6d9")
DARK_GROUNDS = ("#171917", "#1e211e", "#121412", "#2a2e2a")
WHITE, BLACK, DARK_INK = "#ffffff", "#000000", "#0b1a16"


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue from 0 to 255 of a '#rrggbb'. Raises ValueError for anything else."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    parts = [value / 255 for value in channels(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of `other` in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def with_lightness(colour: str, lightness: float, calm: float = 1) -> str:
    """The same hue at another lightness, 0 (black) to 1 (white), with `calm` (0 to 1) of its saturation."""
    hue, _, saturation = rgb_to_hls(*(value / 255 for value in channels(colour)))
    return "#" + "".join(f"{round(value * 255):02x}" for value in hls_to_rgb(hue, lightness, saturation * calm))


def readable(colour: str, grounds: tuple[str, ...], *, lighter: bool, minimum: float = TEXT_CONTRAST) -> str:
    """The colour, made lighter or darker only as far as it needs to be read on every ground."""
    _, lightness, _ = rgb_to_hls(*(value / 255 for value in channels(colour)))
    end, calm = (1, CALM_IN_THE_DARK) if lighter else (0, 1)
    for step in range(51):
        moved = with_lightness(colour, lightness + (end - lightness) * step / 50, calm)
        if all(contrast(moved, ground) >= minimum for ground in grounds):
            return moved
    return WHITE if lighter else BLACK


def ink_on(colour: str) -> str:
    """White or near-black, whichever reads better on the colour."""
    return max((WHITE, DARK_INK), key=lambda ink: contrast(ink, colour))


def accent_tokens(accent: str) -> dict[str, tuple[str, str]]:
    """The four accent names of tokens.css as (light, dark), readable whatever the accent. ValueError: not #rrggbb."""
    soft = (mix(accent, LIGHT_GROUNDS[1], 0.88), mix(accent, DARK_GROUNDS[1], 0.8))
    light = readable(accent, (*LIGHT_GROUNDS, soft[0]), lighter=False)
    dark = readable(accent, (*DARK_GROUNDS, soft[1]), lighter=True, minimum=DARK_CONTRAST)
    return {
        "accent": (light, dark),
        "accent-hover": (mix(light, BLACK, 0.22), mix(dark, WHITE, 0.3)),
        "on-accent": (ink_on(light), ink_on(dark)),
        "accent-soft": soft,
    }
