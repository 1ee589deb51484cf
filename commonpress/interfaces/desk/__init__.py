"""Where editors decide: the queue with its findings, decisions and their record, flags, figures and strikes.

Not here: what a decision changes (the verbs of each room), how texts are checked, how views are counted.
Start with ``waiting.py`` and ``entry.py``, then ``settle.py`` with ``acts.py``, and ``intake.py`` for how things come in.
"""
