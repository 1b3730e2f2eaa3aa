"""Networks whose true values are known: drawn at random, then rounded as printers do."""

import math
import random
import re
from dataclasses import replace
from fractions import Fraction as F
from itertools import product
from typing import NamedTuple

from ecreport.formula.parse import Formula
from ecreport.network.parts import Network
from ecreport.network.ranges import Ranges
from ecreport.network.readings import best_read
from ecreport.network.suspects import groups
from ecreport.verdict.arithmetic import Figure
from ecreport.verdict.relation import Relation

ROUNDED = ("nearest", "half_up", "half_down", "truncated", "floor", "ceiling")
BOUNDS = ("more_than", "at_least", "less_than", "at_most")
TURNED = dict(zip(BOUNDS, (*BOUNDS[2:], *BOUNDS[:2]), strict=True))


class Drawn(NamedTuple):
    """Printed figures, their relations, and the true values behind them."""

    figures: dict
    relations: list
    truth: dict
    makers: dict

    @property
    def network(self):
        return best_read(self.figures, self.relations)[0]

    def not_whole(self):
        """The same with no figure bound to whole numbers."""
        figures = {id: replace(f, whole=False) for id, f in self.figures.items()}
        return self._replace(figures=figures)

    def moved(self, rng):
        """Other true values, near the first, by which all equations still hold."""
        point = {}
        for id, make in self.makers.items():
            step = F(self.figures[id].rounding_step or F(1, 10))
            if make is None:
                move = step * F(rng.randint(-9, 9), 10) if rng.random() < 0.7 else 0
                point[id] = self.truth[id] + move
            else:
                point[id] = make(point)
        return point

    def text(self):
        """All of it in lines, to be pasted into a test."""
        lines = [
            f"{f.id} = {f.as_printed or '?'} ({f.rounding}, {f.qualifier}, whole {f.whole};"
            f" step {f.step}; true {self.truth.get(f.id)})"
            for f in self.figures.values()
        ]
        return "\n".join([*lines, *(r.formula.text for r in self.relations)])


def ranges(network):
    """What the others leave each figure; None where a limit of work was reached."""
    left = Ranges(network.parts)
    return {f.id: left[f.id] for part in network.parts for f in part.figures}


def network(figures, *formulas):
    """A network of these figures and formulas."""
    return Network({f.id: f for f in figures}, relations(*formulas))


def suspects(part):
    """Every lightest set of figures without whose prints the rest of a part fits."""
    choices = [group.sets for group in groups(part)]
    return [frozenset().union(*choice) for choice in product(*choices)]


def relations(*formulas):
    return [Relation(f"r{n}", Formula(text)) for n, text in enumerate(formulas, 1)]


def excess(text, point):
    """The sign of a formula, and its left side less its right, worked out by Python."""
    left, op, right = re.split(r"(<=|>=|<|>|=)", text)
    functions = {"sum": lambda *terms: sum(terms), "min": min, "max": max}
    sides = [eval(_exact(side), functions, dict(point)) for side in (left, right)]
    return op, sides[0] - sides[1]


def _exact(side):
    """Decimals as fractions, so that Python works exactly as well."""
    return re.sub(r"\b0\.5\b", "half", side.strip()).replace("half", "HALF")


def satisfies(text, point):
    """Whether values satisfy a formula."""
    op, gap = excess(text, {**point, "HALF": F(1, 2)})
    return {"=": gap == 0, "<=": gap <= 0, ">=": gap >= 0}[op]


def rounded(value, step, how, rng):
    """The multiple of the step that this convention prints for a value."""
    whole = value / step
    match how:
        case "half_up":
            count = math.floor(whole + F(1, 2))
        case "half_down":
            count = math.ceil(whole - F(1, 2))
        case "truncated":
            count = math.trunc(whole)
        case "floor" | "more_than" | "at_least":
            count = math.floor(whole)
        case "ceiling" | "less_than" | "at_most":
            count = math.ceil(whole)
        case _:
            ends = math.floor(whole + F(1, 2)), math.ceil(whole - F(1, 2))
            count = rng.choice(ends)  # a tie goes either way
    return count * step


def written(value, decimals):
    """The digits of a number that has at most so many decimals."""
    units = value * 10**decimals
    assert units.denominator == 1
    sign, digits = (
        "-" if units < 0 else "",
        str(abs(int(units))).rjust(decimals + 1, "0"),
    )
    return sign + (
        digits[:-decimals] + "." + digits[-decimals:] if decimals else digits
    )


def terminates(value):
    return (10**8 % value.denominator) == 0


def print_of(id, value, rng, whole=False):
    """A figure as somebody might print a true value."""
    lot = rng.random()
    whole = whole and rng.random() < 0.5
    if lot < 0.08:
        return Figure(id, "", F(1), whole=whole)
    if lot < 0.16 and terminates(value):
        return Figure(id, written(value, 8), F(1), rounding="exact", whole=whole)
    power = rng.randint(-3, 1 if abs(value) > 20 else 0)
    step = F(10) ** power * rng.choice([1, 1, 1, 5, F(1, 4)])
    how, word = rng.choice(ROUNDED), "exact"
    if lot > 0.92:
        word = how = rng.choice(BOUNDS)
    multiple = rounded(value, step, how, rng)
    digits = written(multiple, max(-power, 0) + 2)
    kept = "nearest" if word != "exact" else how
    if multiple < 0:  # beside a minus the word means the size: a fall of more than 5
        word = TURNED.get(word, word)
    return Figure(
        id, digits, F(1), qualifier=word, step=step, rounding=kept, whole=whole
    )


class Draw:
    """A random network, made step by step from values that are true."""

    def __init__(self, seed, steps=None, kinds=None):
        self.rng = random.Random(seed)
        self.figures, self.formulas, self.truth, self.makers = {}, [], {}, {}
        kinds = kinds or KINDS
        for _ in range(self.rng.randint(1, 3)):
            self.atom()
        for _ in range(steps or self.rng.randint(1, 6)):
            kinds[self.rng.choice(sorted(kinds))](self)

    def add(self, value):
        """A new figure that prints a value, or what a function makes of the others."""
        id = f"f{len(self.figures)}"
        self.makers[id] = value if callable(value) else None
        self.truth[id] = value(self.truth) if callable(value) else F(value)
        whole = self.truth[id].denominator == 1
        self.figures[id] = print_of(id, self.truth[id], self.rng, whole)
        return id

    def atom(self):
        if self.rng.random() < 0.4:
            return self.add(self.rng.randint(-30, 200))
        return self.add(F(self.rng.randint(-3000, 20000), 100))

    def pick(self, other_than=()):
        """One of the figures, or a new one."""
        names = [n for n in self.figures if n not in other_than]
        return (
            self.rng.choice(names) if names and self.rng.random() < 0.8 else self.atom()
        )

    def two(self):
        a = self.pick()
        return a, self.pick((a,))

    def divisor(self, other_than=()):
        b = self.pick(other_than)
        return b if abs(self.truth[b]) > 20 else self.add(self.rng.randint(25, 300))

    def say(self, text):
        self.formulas.append(text)

    def sum(self):
        a, b = self.two()
        c = self.add(lambda t: t[a] + t[b])
        ways = [f"{c} = {a} + {b}", f"{c} - {b} = {a}", f"0 = sum({a}, {b}) - {c}"]
        self.say(self.rng.choice(ways))

    def weighted(self):
        a, b = self.two()
        c = self.add(lambda t: 2 * t[a] - t[b] / 2)
        self.say(f"{c} = 2 * {a} - 0.5 * {b}")

    def share(self):
        a = self.pick()
        b = self.divisor((a,))
        s = self.add(lambda t: t[a] / t[b])
        self.say(self.rng.choice([f"{s} = {a} / {b}", f"{s} * {b} = {a}"]))

    def growth(self):
        a = self.pick()
        b = self.divisor((a,))
        g = self.add(lambda t: t[a] / t[b] - 1)
        ways = [
            f"{g} = {a} / {b} - 1",
            f"{g} = ({a} - {b}) / {b}",
            f"{a} = {b} * (1 + {g})",
        ]
        for text in self.rng.sample(ways, self.rng.randint(1, 2)):
            self.say(text)

    def part(self):
        a, b = sorted(self.two(), key=self.truth.get)
        self.say(self.rng.choice([f"{a} <= {b}", f"{b} - {a} >= 0"]))

    def product(self):
        a, b = self.two()
        c = self.add(lambda t: t[a] * t[b])
        self.say(f"{c} = {a} * {b}")

    def extreme(self):
        a, b = self.two()
        word, of = self.rng.choice([("min", min), ("max", max)])
        c = self.add(lambda t: of(t[a], t[b]))
        self.say(f"{c} = {word}({a}, {b})")

    def again(self):
        a = self.pick()
        c = self.add(lambda t: t[a])
        self.say(f"{a} = {c}")

    def table(self):
        """Two rows and two columns with their totals: a cycle."""
        cells = [self.pick() for _ in range(4)]
        w, x, y, z = cells
        rows = [self.total(w, x), self.total(y, z)]
        columns = [self.total(w, y), self.total(x, z)]
        whole = self.add(lambda t: sum(t[cell] for cell in cells))
        self.say(f"{whole} = {' + '.join(rows)}")
        self.say(f"{whole} = {' + '.join(columns)}")

    def total(self, a, b):
        c = self.add(lambda t: t[a] + t[b])
        self.say(f"{c} = {a} + {b}")
        return c

    def corner(self):
        """The smaller or larger of two that may be equal, written either way round."""
        a = self.pick()
        b = self.add(lambda t: t[a]) if self.rng.random() < 0.5 else self.pick((a,))
        word, of = self.rng.choice([("min", min), ("max", max)])
        c = self.add(lambda t: of(t[a], t[b]))
        sign = self.rng.choice(["=", ">=" if word == "max" else "<="])
        texts = [f"{c} = {word}({a}, {b})", f"{word}({a}, {b}) = {c}"]
        self.say(self.rng.choice([*texts, f"{c} {sign} {word}({a}, {b})"]))

    def counted(self):
        """Whole numbers on both sides, some of them not printed, and their mean."""
        counts = [self.count() for _ in range(3)]
        a, b, c = counts
        d = self.count(lambda t: t[a] + t[b] - t[c])
        self.say(f"{a} + {b} = {c} + {d}")
        mean = self.add(lambda t: sum(t[n] for n in counts) / 3)
        self.say(f"{mean} = sum({a}, {b}, {c}) / 3")

    def count(self, value=None):
        id = self.add(value or self.rng.randint(25, 300))
        self.figures[id] = replace(self.figures[id], whole=True)
        if self.figures[id].interval.empty:  # no whole number prints like this
            self.figures[id] = Figure(id, str(self.truth[id]), F(1), whole=True)
        return id

    def grown(self):
        """Growth from a base that is printed as nothing, or nearly."""
        a = self.atom()
        b = self.add(F(self.rng.randint(1, 60), 100) * self.rng.choice([-1, 1, 1]))
        tenths = rounded(self.truth[b], F(1, 10), "nearest", self.rng)
        self.figures[b] = Figure(b, written(tenths, 1), F(1))
        g = self.add(lambda t: t[a] / t[b] - 1)
        self.say(f"{g} = {a} / {b} - 1")

    def read(self):
        """A growth that is printed as a multiple, by words that can be read two ways."""
        a = self.pick()
        b = self.divisor((a,))
        g = self.add(lambda t: t[a] / t[b] - 1)
        words = {"readings": "as growth: 0; as multiple: -1"}
        multiple = print_of(g, self.truth[g] + 1, self.rng)
        self.figures[g] = replace(multiple, about=words)
        self.say(f"{g} = {a} / {b} - 1")
        if self.rng.random() < 0.5:
            again = self.add(lambda t: t[g])
            self.say(f"{again} = {g}")

    def converted(self):
        """The same in another unit, by a factor or an unprinted rate of exchange."""
        a, c = self.two()
        power = F(10) ** self.rng.choice([-7, -3, 3, 9])
        rate = self.add(power * self.rng.randint(1, 9))
        if self.rng.random() < 0.5:
            self.figures[rate] = Figure(rate, "", F(1))
        for one in (a, c):
            other = self.add(lambda t, one=one: t[one] * t[rate])
            step = F(10) ** math.floor(math.log10(power)) / 100
            digits = str(round(self.truth[other] / step))
            self.figures[other] = Figure(other, digits, step)
            self.say(f"{other} = {one} * {rate}")

    def drawn(self):
        return Drawn(self.figures, relations(*self.formulas), self.truth, self.makers)


LINEAR = {k: getattr(Draw, k) for k in ("sum", "weighted", "part", "again", "table")}
KINDS = LINEAR | {
    k: getattr(Draw, k) for k in ("share", "growth", "product", "extreme")
}
MORE = {
    k: getattr(Draw, k) for k in ("corner", "counted", "grown", "read", "converted")
}
SIGNS = {"=": "=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}


def shuffled(made, rng):
    """The same network, its figures and relations in another order."""
    figures = rng.sample([*made.figures.items()], len(made.figures))
    order = rng.sample(made.relations, len(made.relations))
    return made._replace(figures=dict(figures), relations=order)


def swapped(made):
    """The same network, each relation written from its other side."""
    texts = [re.split(r"(<=|>=|<|>|=)", r.formula.text) for r in made.relations]
    turned = [f"{right} {SIGNS[op]} {left}" for left, op, right in texts]
    return made._replace(relations=relations(*turned))


def named_twice(made, rng):
    """The same network, one figure of which goes by a second name here and there."""
    name = rng.choice([*made.figures])
    other = f"again_{name}"
    texts = [
        re.sub(rf"\b{name}\b", lambda _: rng.choice([name, other]), r.formula.text)
        for r in made.relations
    ]
    ways = [f"{name} = {other}", f"{other} = {name}", f"{name} - {other} = 0"]
    texts.insert(rng.randint(0, len(texts)), rng.choice(ways))
    figures = {other: Figure(other, "", F(1)), **made.figures}
    return made._replace(figures=figures, relations=relations(*texts))


def slipped(made, rng, count):
    """The same network with so many figures wrong by a digit, and which they are."""
    printed = [id for id, f in made.figures.items() if f.as_printed and not f.readings]
    wrong = rng.sample(printed, min(count, len(printed)))
    changed = {}
    for id in wrong:
        digits = list(made.figures[id].as_printed)
        place = rng.choice([i for i, char in enumerate(digits) if char.isdigit()])
        digits[place] = str((int(digits[place]) + rng.randint(1, 9)) % 10)
        slip = made.figures[id].reads("".join(digits))
        changed[id] = made.figures[id] if slip.interval.empty else slip
    return made._replace(figures={**made.figures, **changed}), frozenset(wrong)


def draw(seed, **more):
    """The network of a seed."""
    return Draw(seed, **more).drawn()
