"""What people would run instead, as small as it can be: nginx with files, a bare application, Wagtail.

Not here: anything Commonpress runs.
Start with ``bare.py``.
"""
