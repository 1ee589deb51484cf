"""Where the owner sells places: booking, calendar, previews; the sponsor's report; the way of a click.

Not here: what may stand where and how often (domain/sponsors), how it looks on a page (front), what counts (readership).
Start with ``booking.py``, then ``figures.py``, and ``go.py`` for clicks.
"""
