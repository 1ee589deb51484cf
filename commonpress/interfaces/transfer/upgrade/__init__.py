"""To a newer version: all migrations or none of them, and a trial on a copy first that says how long and with which locks.

Not here: the static files and the order in which nodes are restarted (config/prepare.py, docs/operating/upgrading.md).
Start with ``apply.py``, then ``preflight.py``.
"""
