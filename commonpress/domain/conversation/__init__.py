"""Comments under a story.

Not here: the story itself, notices, the desk.
Start with ``models.py``, then ``thread.py``.
"""
