"""Accounts, profiles, roles.

Not here: what members write; trust is earned in rooms above and kept here.
Start with ``models.py``.
"""
