from collections.abc import Mapping


class Refused(ValueError):
    """Why something is not booked, by the field that can mend it. Sentences for the owner."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)
