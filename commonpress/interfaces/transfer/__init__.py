"""Ways in and out for a whole paper: imports, the demonstration newspaper, later export and backup.

Not here: any rule of publication; imports go through the verbs of the domain rooms.
Start with ``wordpress/`` and ``demo.py``.
"""
