"""The table that is printed, and the file that is kept."""

import json
import time

from dev import paths

OUTPUT = paths.WORKSPACE / "bench"


def table(results):
    """The results as lines of text."""
    head = (
        f"{'':44}{'n':>5}{'ours p50':>10}{'p95':>8}{'stock p50':>11}{'p95':>8}{'ratio':>8}  bound"
    )
    return "\n".join([head, *(line for result in results for line in _lines(result))])


def save(results, path=None):
    """Write the results as JSON to `path`, or to a file named by the time; return the path."""
    path = path or OUTPUT / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([result.as_dict() for result in results], indent=2))
    return path


def waterfall(name, usable, rows):
    """Requests of a reload as lines of text: start, length, what."""
    lines = [f"{name}: usable after {usable:.0f} ms" if usable else f"{name}: never usable"]
    for start, length, method, path, status in rows:
        lines.append(f"  {start:6} +{length:<5} {method:4} {status or '-':>3} {path[:110]}")
    return "\n".join(lines)


def _lines(result):
    ours, stock = result.ours, result.stock
    ratio = f"{result.ratio:.2f}" if result.ratio else "-"
    yield (
        f"{result.name:44}{len(ours.values) + ours.never:5}"
        f"{_ms(ours, 0.5):>10}{_ms(ours, 0.95):>8}{_ms(stock, 0.5):>11}{_ms(stock, 0.95):>8}"
        f"{ratio:>8}  {_bound(result)}"
    )
    if result.unit:
        unit = result.unit
        yield f"    unit: {result.unit_name}, p50 {_ms(unit, 0.5)}, p95 {_ms(unit, 0.95)} ms"
    for note in result.notes:
        yield f"    {note}"


def _ms(series, share):
    if series.at(share) is None:
        return "never" if series.never else "-"
    value = series.at(share)
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"


def _bound(result):
    if result.bound_ms is not None:
        text = f"<= {result.bound_ms:.0f} ms"
    elif result.bound is not None:
        text = f"<= {result.bound:g}{' units' if result.unit else ''}"
    else:
        return ""
    return f"{text}  {'ok' if result.holds else 'TOO MUCH'}"
