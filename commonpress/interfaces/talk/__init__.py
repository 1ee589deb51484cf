"""Where readers take part: the forms of the conversation, one's own marks in it, what an editor sets for a thread.

Not here: what everybody reads of it (front), the queue that decides (desk).
Start with ``writing.py``, then ``mine.py``.
"""
