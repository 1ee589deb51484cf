"""Pure helpers: text, HTML, outbound HTTP, the clock, numbers and colours.

Not here: anything that knows a noun of the trade, a setting or a table.
Start with ``html.py`` (the one sanitiser) and ``http.py`` (the one client that goes out).
"""
