"""Rooms that show or carry the things and own little themselves."""
