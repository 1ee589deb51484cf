"""The full-text index: put, remove, find, like. One local, disposable file per node that follows the event log.

Not here: what is indexed; a room above registers a source of documents.
Start with ``find.py``.
"""
