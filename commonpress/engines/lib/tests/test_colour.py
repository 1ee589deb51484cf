from itertools import product

import pytest

from commonpress.engines.lib.colour import contrast, nearest_passing


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#FFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#abc", "#abc") == 1


def test_a_colour_that_passes_is_left_alone() -> None:
    assert nearest_passing("#0A4D68", ["#fff"]) == "#0a4d68"


def test_the_nearest_that_passes_is_near() -> None:
    assert nearest_passing("#777777", ["#ffffff"]) in {"#767676", "#757575"}


@pytest.mark.parametrize("colour", ["#ff0000", "#ffee00", "#00e5ff", "#0000ff", "#ffffff", "#000000"])
def test_what_is_found_passes_against_every_ground(colour: str) -> None:
    for grounds in (["#fbf7ef"], ["#16130f"], ["#ffffff", "#fbf7ef"]):
        found = nearest_passing(colour, grounds)
        assert found is not None
        assert all(contrast(a, b) >= 4.5 for a, b in product([found], grounds))


def test_nothing_passes_against_black_and_white_at_seven() -> None:
    assert nearest_passing("#336699", ["#000", "#fff"], 7) is None


def test_a_word_is_no_colour() -> None:
    for bad in ("red", "#12", "#12345g", "url(x)"):
        with pytest.raises(ValueError, match="not a hex colour"):
            contrast(bad, "#fff")
