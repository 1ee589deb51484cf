"""Rooms that own the things people make: members, stories, sponsors, conversation."""
