"""Read-only copies for machines: feeds, sitemaps, robots.txt and the other files at fixed addresses.

Not here: the pages people open (front) and what their markup says to machines.
Start with ``urls.py``, then ``channels.py`` (what is in a feed) and ``views/sitemaps.py``.
"""
