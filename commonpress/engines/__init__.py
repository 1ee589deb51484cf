"""Rooms that work for any thing and know no noun of the trade."""
