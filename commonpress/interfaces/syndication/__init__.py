"""Read-only copies for machines: RSS, Atom, JSON Feed, sitemaps, robots.txt and the other files at fixed addresses.

Not here: the pages people open (front) and what their markup says to machines.
Start with ``feeds.py`` and ``sitemaps.py``.
"""
