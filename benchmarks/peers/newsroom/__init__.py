# mypy: ignore-errors
# ruff: noqa
"""The same paper as a small Wagtail site, as its project template and its guide would have one make it.

It runs in an environment of its own (``rows/edge_wagtail.py`` makes it); nothing of Commonpress is imported.
Start with ``models.py``.
"""
