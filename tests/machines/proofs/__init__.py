"""One module a proof, each with ``run(is_long) -> list[Verdict]``."""
