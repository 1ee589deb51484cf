"""Labelled material that benchmarks measure on: hand-written banks of sentences and the scripts that build from them.

Not here: sets made by others, which are read where they lie.
Start with ``desk_set.py``.
"""
