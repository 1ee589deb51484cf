"""Ways in and out for a whole paper: imports, backups, the demonstration newspaper, later export.

Not here: any rule of publication; imports go through the verbs of the domain rooms.
Start with ``wordpress/``, ``backup/`` and ``demo.py``.
"""
