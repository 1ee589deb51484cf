"""Where editors decide: for now the figures of the whole paper and what is struck out of them.

Not here: how views are counted, how a story is written.
Start with ``views.py``, then ``strikes.py``.
"""
