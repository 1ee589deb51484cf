"""Public pages as things that can be kept: opting in, cache tags, validators.

Not here: what the pages show. Speaks HTTP, knows no story.
Start with ``public.py``.
"""
