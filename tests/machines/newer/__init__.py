"""A version of the program that is not there yet, as a rolling upgrade meets it: it widens a table before it uses it."""
