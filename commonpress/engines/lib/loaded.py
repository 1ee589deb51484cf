"""How rows become objects, for the models a public page is made of."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class Loaded(models.Model):
    """A model whose rows are loaded without its ``__init__``, which took two thirds of the time.

    ``from_db`` is Django's own hook for it. What is left out: signals before and after ``__init__``, and an ``__init__``
    of the model's own; no model that is loaded so may have either.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **_: Any) -> Self:
        found = cls.__new__(cls)
        held = vars(found)
        held["_state"] = state = ModelState()
        state.adding, state.db = False, db
        held.update(zip(field_names, values, strict=True))
        return found
