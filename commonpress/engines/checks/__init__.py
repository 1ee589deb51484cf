"""Findings on text and facts: copied, spam, links, language, section, headline, pictures; each a small module.

Not here: what follows from a finding (the desk decides), whose story it is, who is trusted.
Start with ``finding.py`` and ``matter.py``, then ``run.py``, then one check; in words: docs/checks.md.
"""
