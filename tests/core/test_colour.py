"""Contrast as WCAG measures it, and accents that stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.colour import DARK_GROUNDS, LIGHT_GROUNDS, accent_tokens, channels, contrast, mix

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0f6354", "#0f6354", 1.0)]
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#12345g", "#0f6354;}", "0f6354"])
def test_anything_but_six_digits_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        channels(colour)


def test_mix_goes_from_one_to_the_other() -> None:
    assert [mix("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


@given(colours)
def test_every_accent_becomes_readable_in_both_themes(accent: str) -> None:
    tokens = accent_tokens(accent)
    for theme, grounds in enumerate((LIGHT_GROUNDS, DARK_GROUNDS)):
        ink, hover, on_accent, soft = (
            tokens[name][theme] for name in ("accent", "accent-hover", "on-accent", "accent-soft")
        )
        assert min(contrast(ink, ground) for ground in (*grounds, soft)) >= 4.5
        assert min(contrast(hover, ground) for ground in (*grounds, soft)) >= 4.5
        assert contrast(on_accent, ink) >= 4.5
        assert contrast(on_accent, hover) >= 4.5
