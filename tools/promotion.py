"""Make commonpress/engines/checks/prior-<number>.txt, the weights a paper starts from before its desk has taught anything.

    python -m tools.promotion

Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011) over the texts of ``benchmarks/sets/desk/fit.*.txt`` and the
oldest third of the generated submissions; whatever is measured later stands in neither. The same texts give the same file.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, sqrt
from typing import NamedTuple

from benchmarks.sets import desk_set, held
from commonpress.engines.checks import prior, rules
from commonpress.engines.checks.learning import CONSTANT, CONSTANT_VALUE, Feature
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.rules import Known, Read

SEED = 1
ROUNDS = 8  # more fitted the texts more closely and others no better
SPEED, SHRINK = 0.5, 1e-4
GENERATED, GENERATED_WEIGHT = 500, 0.4  # their sentences come again and again
LEAST = 0.02  # nats for a unit: what says less is left out
FREQUENT = 2  # texts: what stands in one only is a name


class Example(NamedTuple):
    values: dict[Feature, float]
    promotional: bool
    ruled: float  # what the rules say of it, in nats
    weight: float


def main() -> None:
    written = [example(*text, 1.0) for text in fitting()]
    oldest = [
        example(one.promotional, one.headline, one.body, GENERATED_WEIGHT)
        for one in desk_set.submissions()[:GENERATED]
    ]
    weights = fitted([*oldest, *written])
    path = prior.FOLDER / f"prior-{prior.NUMBER}.txt"
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= LEAST}
    path.write_text("".join(f"{name}\t{weight:.3f}\n" for name, weight in sorted(kept.items())), "utf-8")
    print(
        f"{path.name}: {len(written) + len(oldest)} texts, {len(kept)} weights, {path.stat().st_size // 1000} kB"
    )


def fitting() -> Iterable[tuple[bool, str, str]]:
    """The texts written for this, in an order drawn by lot."""
    found = held.texts("fit")
    random.Random(SEED).shuffle(found)
    return [(kind != "h", headline, body) for kind, headline, body in found]


def example(promotional: bool, headline: str, body: str, weight: float) -> Example:
    """Every domain is new, as in a young paper."""
    read = Read.afresh(Matter("story:0", headline=headline, body=body), "")
    signals = prior.beside(rules.signals(read, Known(domains=dict.fromkeys(domains(read), "new"))), ())
    named, size = prior.described(read, signals)
    values = {name: prior.value(group, size) for _shown, group, name in named}
    values[CONSTANT] = CONSTANT_VALUE
    return Example(values, promotional, rules.BIAS + sum(signal.weight for signal in signals), weight)


def domains(read: Read) -> set[str]:
    return {link.domain for link in read.links}


def fitted(examples: Sequence[Example]) -> dict[Feature, float]:
    texts = Counter(name for one in examples for name in one.values)
    known = [
        one._replace(values={name: value for name, value in one.values.items() if texts[name] >= FREQUENT})
        for one in examples
    ]
    weights: dict[Feature, float] = {}
    squares: dict[Feature, float] = {}
    for turn in range(ROUNDS):
        order = list(range(len(known)))
        random.Random(SEED + turn).shuffle(order)
        for number in order:
            step(known[number], weights, squares)
    return weights


def step(one: Example, weights: dict[Feature, float], squares: dict[Feature, float]) -> None:
    odds = one.ruled + sum(weights.get(name, 0.0) * value for name, value in one.values.items())
    error = one.weight * (1 / (1 + exp(-max(-30.0, min(30.0, odds)))) - one.promotional)
    for name, value in one.values.items():
        slope = error * value + SHRINK * weights.get(name, 0.0)
        squares[name] = squares.get(name, 0.01) + slope * slope
        weights[name] = weights.get(name, 0.0) - SPEED * slope / sqrt(squares[name])


if __name__ == "__main__":
    main()
