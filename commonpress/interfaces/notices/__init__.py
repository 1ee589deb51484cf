"""What happened, told to members: in a list on the page and by mail, each event once.

Not here: what is decided and why; that is written by the rooms below, as events and decisions.
Start with ``reader.py``, then ``kinds.py`` and ``mail.py``.
"""
