"""Where bound propagation is not enough: the same question put to an exact solver.

Every quantity is a rational unknown, every relation a rule, every print a pair of
bounds. A figure that goes into its rule is no unknown of its own: its bounds are two
lines in what remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from operator import add, eq, ge, gt, le, lt, mul

import z3

from ..number.interval import INF, Interval, Number
from .parse import Comparison, Node
from .polynomial import Polynomial, difference, ratio_of
from .straight import Names, Shape, untangled

MOST_STEPS = 5_000_000  # of the solver, for one question
MOST_UNANSWERED = 3  # questions, before a system is asked no more


class System:
    """Quantities and rules, ready to be asked with any set of bounds.

    A question may take so many steps of the solver, no time, so that the answer is the
    same on a busy machine.
    """

    def __init__(
        self,
        rules: Iterable[Comparison],
        whole: Names = frozenset(),
        steps: int | None = None,
    ) -> None:
        self.whole = whole
        self.steps = MOST_STEPS if steps is None else steps
        self._unanswered = 0
        self._unknowns: dict[str, z3.ArithRef] = {}
        self._lines: dict[str, tuple[z3.ArithRef, z3.ArithRef]] = {}
        self._said: dict[tuple[str, Interval], z3.BoolRef] = {}
        found = untangled(rules, whole)
        self._rules = [self._rule(line) for line in found.shapes({})]
        self._rules += [self.within(*limit) for limit in found.limits.items()]

    def unknown(self, name: str) -> z3.ArithRef:
        """The solver's variable for a quantity."""
        if name not in self._unknowns:
            make = z3.Int if name in self.whole else z3.Real
            self._unknowns[name] = make(name)
        return self._unknowns[name]

    def within(self, name: str, interval: Interval) -> z3.BoolRef:
        """The statement that a quantity lies in an interval, built once."""
        key = name, interval
        if key not in self._said:
            self._said[key] = self._within(name, interval)
        return self._said[key]

    def _within(self, name: str, interval: Interval) -> z3.BoolRef:
        if name not in self._lines:
            return z3.And(*_sides(1, self.unknown(name), interval))
        slope, rest = self._lines[name]
        rising = [slope > 0, *_sides(slope, -rest, interval)]
        falling = [slope < 0, *_sides(-slope, rest, interval)]
        free = [slope == 0, rest == 0, *_sides(1, self.unknown(name), interval)]
        return z3.Or(z3.And(*rising), z3.And(*falling), z3.And(*free))

    def value_of(self, name: str, model: z3.ModelRef) -> Fraction:
        """The value of a quantity in an answer of the solver."""
        slope, rest = (
            fraction(model.eval(part, model_completion=True))
            for part in self._lines.get(name, (z3.RealVal(0), z3.RealVal(0)))
        )
        if slope:
            return -rest / slope
        return fraction(model.eval(self.unknown(name), model_completion=True))

    def solver(self) -> z3.Solver:
        """A solver that knows the rules."""
        solver = limited(z3.Solver(), self.steps)
        solver.set("random_seed", 0)
        solver.set("arith.propagation_mode", 0)  # 3 times as quick on sums with cycles
        solver.add(*self._rules)
        return solver

    def feasible(self, bounds: Mapping[str, Interval]) -> bool | None:
        """Whether some values satisfy all rules within bounds; None at the limit."""
        solver = self.solver()  # afresh: with push and pop products are hard for it
        solver.add(*(self.within(*bound) for bound in bounds.items()))
        return self.ask(solver)[0]

    def ask(
        self, solver: z3.Solver, *assumptions: z3.BoolRef
    ) -> tuple[bool | None, z3.Solver]:
        """Yes, no, or None where a limit was reached; and the solver that knows why.

        What the quick solver leaves open goes to a complete one for polynomials, until
        too many questions have got no answer.
        """
        if self._unanswered >= MOST_UNANSWERED:
            return None, solver
        found = _checked(solver, *assumptions)
        if found == z3.unknown:
            statements = [*solver.assertions(), *assumptions]
            solver = limited(z3.SolverFor("QF_NRA"), self.steps)
            solver.add(*statements)
            found = _checked(solver)
        self._unanswered += found == z3.unknown
        return None if found == z3.unknown else found == z3.sat, solver

    def _rule(self, line: Shape | Comparison) -> z3.BoolRef:
        if isinstance(line, Shape) and line.leaf:
            return self._eliminated(line)
        comparison = line.comparison if isinstance(line, Shape) else line
        ratio = difference(comparison)
        if ratio is None:
            return self._written(comparison)
        top, bottom = (self._value(part) for part in ratio)
        nodes = [node for side in comparison[::2] for node in side.divisors()]
        tops = [found[0] for found in map(ratio_of, nodes) if found is not None]
        sign = top if comparison.op == "=" else top * bottom
        conditions = [self._value(part) != 0 for part in [ratio[1], *tops]]
        return z3.And(_SIGNS[comparison.op](sign, 0), *conditions)

    def _eliminated(self, line: Shape) -> z3.BoolRef:
        """A rule with slope times leaf plus rest, the leaf being no unknown of its own."""
        slope, rest = self._value(line.slope), self._value(line.rest)
        self._lines[line.leaf] = slope, rest
        conditions = [self._value(divisor) != 0 for divisor in line.divisors]
        for value in map(rational, line.never):
            conditions += [z3.Or(slope == 0, slope * value + rest != 0)]
            conditions += [self.unknown(line.leaf) != value]
        return z3.And(z3.Or(slope != 0, rest == 0), *conditions)

    def _value(self, polynomial: Polynomial) -> z3.ArithRef:
        terms = [self._term(*term) for term in polynomial.items()]
        return z3.Sum(*terms) if terms else z3.RealVal(0)

    def _term(self, monomial: tuple[str, ...], number: Number) -> z3.ArithRef:
        factors = [self.unknown(name) for name in monomial]
        return reduce(mul, factors, rational(number))

    def _written(self, comparison: Comparison) -> z3.BoolRef:
        """A comparison with min or max, term by term as it stands."""
        conditions: list[z3.BoolRef] = []
        left = self._node(comparison.left, conditions)
        right = self._node(comparison.right, conditions)
        return z3.And(_SIGNS[comparison.op](left, right), *conditions)

    def _node(self, node: Node, conditions: list[z3.BoolRef]) -> z3.ArithRef:
        if node.op == "name":
            return self.unknown(node.name)
        if node.op == "number":
            return rational(node.number)
        args = [self._node(arg, conditions) for arg in node.args]
        if node.op == "^":
            return reduce(mul, args * int(node.number))
        if node.op == "/":
            quotient = z3.FreshReal()
            conditions += [args[1] != 0, quotient * args[1] == args[0]]
            return quotient
        return reduce(_JOIN[node.op], args) if node.op != "-" else -args[0]


_SIGNS = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
_JOIN = {
    "+": add,
    "*": mul,
    "min": lambda a, b: z3.If(a < b, a, b),
    "max": lambda a, b: z3.If(a > b, a, b),
}


def rational(number: Number) -> z3.RatNumRef:
    """An exact number for the solver."""
    value = Fraction(number)
    return z3.Q(value.numerator, value.denominator)


def fraction(value: z3.ExprRef) -> Fraction:
    """A number of the solver, exact (an irrational one to 20 digits)."""
    if z3.is_algebraic_value(value):
        value = value.approx(20)
    return Fraction(
        value.as_fraction() if z3.is_rational_value(value) else value.as_long()
    )


def limited(solver: z3.Solver, steps: int) -> z3.Solver:
    """The solver, which will give up after so many steps."""
    solver.set("rlimit", steps)
    solver.set("ctrl_c", False)  # else Ctrl-C ends a question and not the program
    return solver


def _checked(solver: z3.Solver, *assumptions: z3.BoolRef) -> z3.CheckSatResult:
    try:
        return solver.check(*assumptions)
    except z3.Z3Exception:  # some steps raise where the limit is reached
        return z3.unknown


def _sides(
    factor: z3.ArithRef | int, value: z3.ArithRef, interval: Interval
) -> list[z3.BoolRef]:
    """That the value over a factor above zero lies in the interval."""
    found = []
    if interval.low != -INF:
        above = gt if interval.low_open else ge
        found.append(above(value, factor * rational(interval.low)))
    if interval.high != INF:
        below = lt if interval.high_open else le
        found.append(below(value, factor * rational(interval.high)))
    return found
