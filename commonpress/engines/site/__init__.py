"""What the owner sets in the browser: typed options, menus, static pages, redirects, verification tokens.

Not here: anything about stories or members; options are read by every room above.
Start with ``options.py``.
"""
