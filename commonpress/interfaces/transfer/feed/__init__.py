"""Reads RSS and Atom feeds into the records an import is made of (wordpress/records.py); all that follows is the same.

Not here: wire feeds, which the checks compare with (engines/checks). Start with ``read.py``.
"""
