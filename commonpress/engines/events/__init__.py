"""The log of what happened, the errands it causes, and the worker that runs them.

Not here: what an event means; rooms above record events and register readers.
Start with ``record.py``, then ``readers.py`` and ``work.py``.
"""
