"""Comments under a story, and what readers object to.

Not here: the story itself, notices, the desk that decides.
Start with ``models.py``, then ``thread.py`` and ``flag.py``.
"""
