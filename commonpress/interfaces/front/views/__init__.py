"""One file a kind of page; each view composes its page in one function, which shows what the page costs."""
