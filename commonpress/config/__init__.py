"""Settings, addresses and the server: the only code that may import every room."""
