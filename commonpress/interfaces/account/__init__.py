"""Signing in and out, one’s sessions, and the one private answer that fills what public pages leave open.

Not here: accounts themselves, what members write.
Start with ``me.py``, then ``hint.py``.
"""
