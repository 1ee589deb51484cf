import pytest

from commonpress.engines.lib import asked, peers

PROXY = peers.networks(["10.0.0.0/8"])


def test_a_trusted_proxy_names_the_request() -> None:
    given = {"x-request-id": "0f3a-77.B_1"}
    assert asked.name_of("10.0.0.1:80", given, PROXY) == "0f3a-77.B_1"
    assert asked.name_of("10.0.0.1:80", list(given.items()), PROXY) == "0f3a-77.B_1"


@pytest.mark.parametrize("client", ["192.0.2.7:5000", "unix:"])
def test_nobody_else_does(client: str) -> None:
    assert asked.name_of(client, {"x-request-id": "forged-forged"}, PROXY) != "forged-forged"
    assert asked.name_of("10.0.0.1:80", {"x-request-id": "forged-forged"}, ()) != "forged-forged"


@pytest.mark.parametrize(
    "name", ["", "short", "x" * 65, "one\r\nSet-Cookie: a=b", "<script>alert(1)", "a b c d e f"]
)
def test_a_name_that_could_end_a_line_is_not_taken(name: str) -> None:
    assert asked.GIVEN.fullmatch(asked.name_of("10.0.0.1:80", {"x-request-id": name}, PROXY))
    assert asked.name_of("10.0.0.1:80", {"x-request-id": name}, PROXY) != name


def test_new_names_differ_and_can_be_read_out() -> None:
    names = {asked.new() for _ in range(1000)}
    assert len(names) == 1000
    assert not set("01loiu") & set("".join(names))
