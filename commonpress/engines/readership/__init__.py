"""Durable counts of opaque subjects ("story:42"): how often seen, how often clicked, from where, and what was struck out.

Not here: what the subjects are, who may strike out, how figures look.
Start with ``beacon.py`` (what counts), ``store.py`` (once in half an hour), ``models.py``; in words: docs/counting.md.
"""
