"""Owns: proofs of the whole paper, read over HTTP and in a real browser from a real server, in English and in Romanian.
Does not own: what one page promises (its room's tests). Nothing here touches the database: it reads as a reader does.
Start at paper.py (the paper that is read), then pages.py (its kinds of pages); screenshots.py shows them to people."""
