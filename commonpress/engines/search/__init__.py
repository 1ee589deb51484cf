"""The full-text index: put, remove, find, like. One local, disposable folder per node that follows the event log.

Not here: what is indexed; a room above registers a source of documents (``documents.source``).
Start with ``find.py``, then ``follow.py`` for how the index keeps up.
"""
