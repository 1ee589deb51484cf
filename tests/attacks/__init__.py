"""What the paper withstands: each line of the list in lines.py has tests that prove it, here or beside the code.

It keeps no rule of any room. Begin at lines.py; docs/security.md says what was tried with other people's scanners.
"""
