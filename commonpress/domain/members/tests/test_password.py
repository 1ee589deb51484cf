import pytest

from commonpress.domain.members.password import refusal


@pytest.mark.parametrize(
    "password",
    ["ben.writes@example.org", "Ben.Writes@Example.org", "ben.writes", "ben.writes1", "benwrites1862",
     "BenWrites!", "example.org"],
)  # fmt: skip
def test_ones_own_address_or_a_part_of_it_is_no_password(password: str) -> None:
    assert "mail address" in refusal(password, email="ben.writes+paper@example.org")


@pytest.mark.parametrize("password", ["Ștefan Țepeș", "stefan-tepes", "stefantepes1", "ŞTEFAN ŢEPEŞ 9"])
def test_ones_own_name_is_no_password_however_it_is_spelled(password: str) -> None:
    assert "your name" in refusal(password, names=("Ștefan Țepeș", "stefan-tepes"))


@pytest.mark.parametrize("password", ["harbour-light-1862", "ben rows to the far mole", "12345678901"])
def test_words_of_ones_own_may_hold_a_part_of_the_name(password: str) -> None:
    assert refusal(password, email="ben@example.org", names=("Ben", "ben", "")) == ""
