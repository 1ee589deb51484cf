"""Owns the demonstration paper's pictures: flat harbour scenes in three inks, drawn by script.
Does not read stories, except in __main__. Start with scene; python -m draw renders everything.
"""

from .compose import scene
from .portraits import portrait

__all__ = ["portrait", "scene"]
