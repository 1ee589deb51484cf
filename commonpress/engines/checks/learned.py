"""The table of learned weights: read for a verdict, added to by a decision, taken from when it is undone."""

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from commonpress.engines.checks import learning
from commonpress.engines.checks.desk_models import Lesson, Weight
from commonpress.engines.checks.matter import Matter, canonical
from commonpress.engines.lib import clock, straight

GOOD, SPAM = "good", "spam"
WEIGHTS = "SELECT feature, weight FROM {table} WHERE weight <> 0 AND feature IN ({marks})"
COUNTS = "SELECT label, COUNT(*) FROM {table} WHERE counted IS NOT NULL GROUP BY label"
ROWS = 300  # of one statement
ADD = (
    "INSERT INTO {table} (feature, weight, seen) VALUES {rows} ON CONFLICT (feature) DO UPDATE "
    "SET weight = {table}.weight + excluded.weight, seen = {table}.seen + excluded.seen"
)


def weights(names: Collection[str]) -> dict[str, int]:
    """The weights that are not nothing, in millionths."""
    return dict(asked(WEIGHTS, Weight, among=sorted(names)))


def count() -> dict[str, int]:
    """How many decisions of each label count."""
    return {GOOD: 0, SPAM: 0, **dict(asked(COUNTS, Lesson))}


def asked(
    statement: str, model: type[Model], *, among: Sequence[str] = (), given: Sequence[str] = ()
) -> list[Any]:
    """The rows of a statement that names its table "{table}", takes a list "{marks}" first and then what is ``given``.

    Every text that comes in is judged: to have Django compose these statements anew took a third of that time.
    """
    marks = ", ".join(["%s"] * len(among))
    return straight.ask(statement.format(table=model._meta.db_table, marks=marks), [*among, *given])


def learn(matter: Matter, label: str, values: learning.Values, ruled: float) -> None:
    """Once for a subject; another label replaces the earlier one. ``ruled`` is what the rules say of the text, in nats."""
    lesson, made = Lesson.objects.select_for_update().get_or_create(
        subject=matter.subject, defaults={"label": label, "at": clock.now()}
    )
    if not made:
        if lesson.label == label:
            return
        unlearn(matter.subject, lesson.label)
        learn(matter, label, values, ruled)
        return
    if not Lesson.objects.filter(counted=(turn := turn_of(matter, label))).exists():
        added = of(values, label, ruled)
        add(added, 1)
        Lesson.objects.filter(pk=lesson.pk).update(counted=turn, added=packed(added))


def turn_of(matter: Matter, label: str) -> str:
    """One author counts once a day for a label; a text without an author for itself."""
    return f"{matter.author or matter.subject} {clock.now().date()} {label}"


def of(values: learning.Values, label: str, ruled: float) -> learning.Lesson | None:
    rows = Weight.objects.filter(feature__in=values).values_list("feature", "weight", "seen")
    held = {feature: (weight, seen) for feature, weight, seen in rows}
    odds = ruled + sum(
        held[name][0] * value / learning.MILLION for name, value in values.items() if name in held
    )
    seen = {name: seen for name, (_, seen) in held.items()}
    return learning.lesson(values, odds, spam=label == SPAM, seen=seen)


def unlearn(subject: str, label: str) -> None:
    """As if it had never been learned: to the millionth, whatever was learned since."""
    lesson = Lesson.objects.select_for_update().filter(subject=subject, label=label).first()
    if lesson:
        add(unpacked(lesson.added), -1)
        lesson.delete()


def add(lesson: learning.Lesson | None, sign: int) -> None:
    """In the order of the features, so that two processes wait for each other and never in a ring."""
    if lesson is None:
        return
    rows = [(name, sign * lesson.weights[name], sign * lesson.seen[name]) for name in sorted(lesson.weights)]
    with connection.cursor() as cursor:
        for begin in range(0, len(rows), ROWS):
            some = rows[begin : begin + ROWS]
            marks = ", ".join(["(%s, %s, %s)"] * len(some))
            cursor.execute(
                ADD.format(table=Weight._meta.db_table, rows=marks), [cell for row in some for cell in row]
            )


def packed(lesson: learning.Lesson | None) -> bytes:
    stored: dict[str, Mapping[str, Any]] = {"weights": lesson.weights, "seen": lesson.seen} if lesson else {}
    return zlib.compress(canonical(stored).encode(), 9)


def unpacked(stored: bytes | memoryview) -> learning.Lesson | None:
    if not stored:
        return None
    found = json.loads(zlib.decompress(bytes(stored)))
    return learning.Lesson(found["weights"], found["seen"]) if found else None
