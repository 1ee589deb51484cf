"""Pictures: stored, re-encoded, resized, described and served.

Not here: what a picture illustrates; rooms above point at it.
Start with ``store.py``, then ``renditions.py`` and ``address.py``.
"""
