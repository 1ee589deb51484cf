"""The same verbs over HTTP, with personal tokens: read what is published, write one's own, decide at the desk.

Not here: any rule of the trade; guards, limits and records are those of the rooms below, as for the forms.
Start with ``service.py``, then ``gate.py`` and ``tokens.py``.
"""
