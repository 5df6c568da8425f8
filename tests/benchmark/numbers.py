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
    `bound_ms` is set.
    """

    name: str
    ours: Series
    stock: Series
    bound: float | None = None
    bound_ms: float | None = None
    share: float = 0.5
    notes: list = field(default_factory=list)

    @property
    def ratio(self):
        """Ours by stock's, both at `share`; None where one side has none."""
        ours, stock = self.ours.at(self.share), self.stock.at(self.share)
        return ours / stock if ours and stock else None

    @property
    def holds(self):
        """Whether the bound holds; True without one."""
        if self.bound_ms is not None:
            return self.ours.never == 0 and self.ours.at(0.95) <= self.bound_ms
        return self.bound is None or (self.ratio is not None and self.ratio <= self.bound)

    def as_dict(self):
        """For JSON."""
        return {**asdict(self), "ratio": self.ratio, "holds": self.holds}
