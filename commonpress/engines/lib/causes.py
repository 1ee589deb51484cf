from collections.abc import Iterator


def causes(problem: BaseException | None) -> Iterator[BaseException]:
    """It, and what it came from; each once, even where they name each other."""
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        yield problem
        seen.add(id(problem))
        problem = problem.__cause__ or problem.__context__
