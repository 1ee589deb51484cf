"""How Django itself writes moments, on the owner's screens; readers' pages have theirs from CLDR."""
