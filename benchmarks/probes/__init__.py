"""Programs that measure inside of a paper; each prints one line of JSON last.

Not here: targets and rows.
Start with ``pages.py``.
"""
