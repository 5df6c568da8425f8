"""All scenes of a day, in their order."""

from tests.sweep import counter, tables
from tests.sweep.scene import SCENES, Scene

__all__ = ["SCENES", "Scene", "counter", "tables"]
