"""What the Makefile calls: installing, checking, testing, locking, drawing up lists.

Not here: anything a paper needs to run.
Start with ``check.py`` and ``test.py``.
"""
