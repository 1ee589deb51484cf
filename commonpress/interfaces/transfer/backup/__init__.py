"""Backups: the database and the pictures of one moment, kept so that they can be restored and are known to be.

Not here: the way out to another system (export) and the commands a person types (commonpress/cli_backups.py).
Start with ``make.py``, then ``restore.py`` and ``drill.py``; ``store.py`` says what a destination looks like.
"""
