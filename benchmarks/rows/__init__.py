"""One module a subject. Each has ``GROUP``, the name of its group, and ``rows()``, which measures and yields rows.

Not here: how rows are shown and kept.
Start with ``reading.py``.
"""
