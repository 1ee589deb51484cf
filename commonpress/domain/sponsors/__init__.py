"""Sponsors, campaigns, creatives, placements; which creatives may stand in a slot.

Not here: anything about stories: editorial independence is an import rule.
Start with ``place.py``.
"""
