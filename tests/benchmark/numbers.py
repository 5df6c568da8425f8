"""Quantiles and ratios of what was measured."""

import math
from dataclasses import asdict, dataclass, field


def quantile(values, share):
    """The smallest value that at least `share` (0 to 1) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass
class Series:
    """Milliseconds of one side; `never` counts the tries that did not end in time."""

    values: list = field(default_factory=list)
    never: int = 0

    def add(self, value):
        """Take one measurement; None means that it never ended."""
        if value is None:
            self.never += 1
        else:
            self.values.append(value)

    def at(self, share):
        """The quantile in ms, None when nothing ended."""
        return quantile(self.values, share) if self.values else None


@dataclass
class Result:
    """One row: what was measured, the two sides, and the bound that the issue sets.

    bound: at most this, as ratio of ours to stock's at `share`, or as ms of ours at p95 where
    `bound_ms` is set. With `unit`, something of the machine that was measured in the same run,
    `bound` is the ratio to the unit's at `share`: a slower machine is no slower product.
    """

    name: str
    ours: Series
    stock: Series
    bound: float | None = None
    bound_ms: float | None = None
    share: float = 0.5
    notes: list = field(default_factory=list)
    unit: Series | None = None
    unit_name: str = ""

    @property
    def ratio(self):
        """Ours by the unit's, or by stock's, both at `share`; None where one of them has none."""
        ours, other = self.ours.at(self.share), (self.unit or self.stock).at(self.share)
        return ours / other if ours and other else None

    @property
    def holds(self):
        """Whether the bound holds; True without one."""
        if self.bound_ms is not None:
            return self.ours.never == 0 and self.ours.at(0.95) <= self.bound_ms
        if self.bound is None:
            return True
        return self.ours.never == 0 and self.ratio is not None and self.ratio <= self.bound

    def in_units(self, name, unit, bound, share=0.95):
        """Bound this row by `bound` times the `unit` (a `Series`) called `name`; return the row."""
        self.unit_name, self.unit, self.bound, self.share = name, unit, bound, share
        return self

    def as_dict(self):
        """For JSON."""
        return {**asdict(self), "ratio": self.ratio, "holds": self.holds}
