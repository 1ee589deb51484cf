"""The open archive of a whole paper: JSON lines and files in one tar (docs/archive-format.md), written and taken in.

Not here: backups, which are sealed and quick but ours alone; other systems' files.
Start with ``write.py`` and ``take.py``; ``tables.py`` says what is in it, ``rows.py`` how a row is written.
"""
