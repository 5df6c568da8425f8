"""Cells of the sweep: a scene, one of its requests, a fault; and what came of each, on disk."""

import json
import random
from dataclasses import dataclass

from tests.sweep.requests import FAULTS, Request

# Neighbour set and the end of its kinds' names.
NEIGHBOURS = {
    "bare": "",
    "loyalty": "_with_loyalty",
    "tables": "_with_tables",
    "sale": "_with_sale",
    "all": "_with_others",
}


@dataclass(frozen=True)
class Cell:
    """One place of the table."""

    neighbours: str
    scene: str
    request: Request
    fault: str

    @property
    def key(self):
        """Its name in the state file."""
        return " | ".join((self.neighbours, self.scene, str(self.request), self.fault))

    def __str__(self):
        return self.key


def cells_of(neighbours, stage, wanted):
    """All cells of a stage that are `wanted` (`scene`, `fault`), in the order of the day."""
    for scene in stage.scenes:
        if wanted.scene in (None, scene.name):
            for request in stage.learn(scene):
                for fault in FAULTS:
                    if wanted.fault in (None, fault):
                        yield Cell(neighbours, scene.name, request, fault)


def chosen(cells, number, seed):
    """`number` of the cells by the dice of `seed`, as far apart as they are; all without one."""
    cells = list(cells)
    if not number or number >= len(cells):
        return cells
    picked = random.Random(seed).sample(range(len(cells)), number)
    return [cells[place] for place in sorted(picked)]


class Results:
    """What came of each cell, written at once: a sweep that is ended goes on where it was."""

    def __init__(self, path, inputs):
        self.path = path
        self.inputs = inputs
        known = json.loads(path.read_text()) if path.exists() else {}
        # Of other sources nothing is known.
        self.cells = known.get("cells", {}) if known.get("inputs") == inputs else {}

    def get(self, cell):
        """`{verdict, stock}` of a cell, or None."""
        return self.cells.get(cell.key)

    def note(self, cell, verdict, stock=None):
        """Keep what came of a cell."""
        place = {"neighbours": cell.neighbours, "scene": cell.scene, "fault": cell.fault}
        place |= {"request": str(cell.request), "verdict": verdict, "stock": stock}
        self.cells[cell.key] = place
        written = self.path.with_suffix(".part")
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(json.dumps({"inputs": self.inputs, "cells": self.cells}, indent=1))
        written.replace(self.path)
