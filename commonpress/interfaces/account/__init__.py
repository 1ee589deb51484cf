"""Signing in and out, and the one private answer that fills what public pages leave open for their reader.

Not here: accounts themselves, what members write.
Start with ``me.py``, then ``hint.py``.
"""
