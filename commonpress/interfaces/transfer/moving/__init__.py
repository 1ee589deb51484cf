"""To another kind of database, or with the pictures into a bucket and back, and proved; what was stays untouched.

Not here: to another machine (backups), to another system (the archive). Start with ``database.py``.
"""
