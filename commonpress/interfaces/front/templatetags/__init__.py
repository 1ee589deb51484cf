"""Template tags of the pages: moments, counters, quotation marks and languages as a reader sees them.

Not here: pictures (media room), anything that asks the database.
Start with ``paper.py``.
"""
