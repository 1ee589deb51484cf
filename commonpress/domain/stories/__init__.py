"""Stories, revisions, corrections, topics, sections, source credits, and the verbs that change them.

Not here: comments, counts, how pages look. Nobody publishes but through the verbs of this room.
Start with ``models.py``, ``access.py``, then ``publish.py``.
"""
