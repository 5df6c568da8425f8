"""A scene of the day: what a cashier does from one receipt to the next, by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.till.shop import FURNITURE

SCENES = []


@dataclass
class Scene:
    """name: what it is. play: does it. config: where. needs: a model that must be there.

    prepare: what must be there before, by the server's own door; its answer goes to `play`.
    """

    name: str
    play: Callable
    config: int = FURNITURE
    needs: str = "pos.order"
    prepare: Callable = lambda data: None


def scene(name, **options):
    """Make a function a scene of the day."""

    def note(play):
        SCENES.append(Scene(name, play, **options))
        return play

    return note
