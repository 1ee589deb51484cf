"""Judged questions about the demonstration stories: what search must find and what "read more" should show.

Not here: how the engine works (its own tests are in its room).
Start with ``search_golden.toml`` and ``read_more_golden.toml``.
"""
