"""Commonpress, a self-hosted community newspaper.

Rooms: ``engines`` know no nouns, ``domain`` owns the nouns, ``interfaces`` show or carry them.
Start reading in ``docs/map.md``, then in ``config/urls.py``.
"""

__version__ = "0.1.0"
