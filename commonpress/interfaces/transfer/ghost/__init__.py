"""Reads a Ghost export into the records an import is made of (wordpress/records.py); all that follows is the same.

Not here: members and their payments, which Ghost exports apart. Start with ``read.py``; ``bodies.py`` is the fallback for a
text that has no HTML.
"""
