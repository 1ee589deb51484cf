"""Where contributors work: for now their own figures; writing comes later.

Not here: anybody else's stories or figures.
Start with ``views.py``.
"""
