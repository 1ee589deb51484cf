"""The pages readers open: home, section, story, author, topic, search, archive. GET only, all of it may be cached.

Not here: any rule of the trade, anything about the person who reads.
Start with ``views/``, then ``cards.py``.
"""
