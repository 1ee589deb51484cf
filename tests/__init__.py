"""Proofs of the whole: journeys in a real browser, the rooms and their borders, the docs.

Not here: what one room promises; those tests stand in the room, beside the verb.
Start with ``conftest.py`` (the browser), then any ``test_*.py``.
"""
