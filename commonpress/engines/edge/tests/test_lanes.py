from typing import Any

from commonpress.engines.edge.lanes import Call, Lanes


class Making:
    """Remembers what was begun, and nothing lands by itself."""

    def __init__(self, at_once: int = 1, beside_seconds: float = 0.0) -> None:
        self.begun: list[str] = []
        self.calls: list[tuple[float, Call]] = []
        self.lanes = Lanes(self.start, at_once, beside_seconds, lambda *call: self.calls.append(call))

    def start(self, key: str, _: Any) -> None:
        self.begun.append(key)
        if key.startswith("at once"):
            self.lanes.done()

    def add(self, key: str, *, urgent: bool = True) -> object:
        landed = object()
        self.lanes.add(key, landed, urgent=urgent)
        return landed


def test_what_a_reader_waits_for_goes_first() -> None:
    making = Making()
    making.add("first")
    making.add("later", urgent=False)
    making.add("urgent")
    assert making.begun == ["first"]
    making.lanes.done()
    making.lanes.done()
    assert making.begun == ["first", "urgent", "later"]


def test_what_somebody_begins_to_wait_for_goes_to_the_others_who_wait() -> None:
    making = Making()
    making.add("first")
    making.add("a", urgent=False)
    hastened = making.add("b", urgent=False)
    making.lanes.hasten("b", hastened)
    making.lanes.hasten("b", hastened)
    making.lanes.done()
    making.lanes.done()
    making.lanes.done()
    assert making.begun == ["first", "b", "a"]
    assert making.lanes.running == 0


def test_no_more_than_so_many_at_once_and_one_that_lands_at_once_holds_up_nobody() -> None:
    making = Making(2)
    begun = making.add("a")
    making.add("b")
    waits = making.add("c")
    assert making.begun == ["a", "b"]
    assert (making.lanes.has_begun(begun), making.lanes.has_begun(waits)) == (True, False)
    assert making.lanes.pressing == 3
    for n in range(2000):
        making.add(f"at once {n}")
    making.lanes.done()
    making.lanes.done()
    assert len(making.begun) == 2003
    assert making.lanes.running == 1


def test_another_begins_beside_the_first_only_when_that_takes_long() -> None:
    making = Making(2, beside_seconds=60.0)
    for key in "abc":
        making.add(key)
    assert making.begun == ["a"]
    assert [0 < seconds <= 60 for seconds, _ in making.calls] == [True]  # one call for all that wait
    making.lanes.done()
    assert making.begun == ["a", "b"]
    making.lanes.begun_at -= 60.0
    making.calls.pop()[1]()
    assert making.begun == ["a", "b", "c"]


def test_who_is_called_too_early_is_called_again() -> None:
    making = Making(2, beside_seconds=60.0)
    making.add("a")
    making.add("b")
    making.calls.pop()[1]()
    assert making.begun == ["a"]
    assert len(making.calls) == 1
