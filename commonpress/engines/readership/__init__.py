"""Durable counts of opaque subjects ("story:42"): how often seen, how often clicked.

Not here: what the subjects are.
Start with ``totals.py``.
"""
