"""Moves a WordPress site in from its export file (WXR 1.0 to 1.2): reads it twice, streamed, and writes through the verbs.

Not here: rules of publication (domain rooms), the sanitiser and the outgoing client (lib), what the command prints (cli).
Start with ``run.py``; then ``read.py`` (the file), ``decide.py`` (what becomes of an item), ``body.py`` (its text).
"""
