"""The rules of the house that a program can check: who imports whom, rooms, one patch per class."""

import posixpath
import re
from collections import Counter

import pytest

from dev import paths

IMPORT = re.compile(r"""(?:from |import )"@(pos_\w+)/""")
IMPORT_IN_BASE = re.compile(r"""(?:from |import )"(\.[^"]+|@pos_offline_base/app/[^"]+)""")
PATCH = re.compile(r"^patch\(\s*([\w.]+),", re.M)
OURS = paths.our_modules()
BASE = "pos_offline_base"
# A module that adds to another one than the base.
MAY_IMPORT = {"pos_offline_loyalty": {"pos_offline_orders"}}
# Patches that are the whole of a room's file: a repair, and the way that each request takes.
PATCHES_IN_ROOMS = {"pos_offline_base/static/src/app/connection/connection_service.js"}
MOST_FILES = 12
# The rooms of the base from the bottom to the top: each imports only itself and what is below it.
LAYERS = (
    {"lib"},
    {"errors"},
    {"connection", "store"},
    {"outbox"},
    {"status"},
    {"guard"},
    {"start"},
    {"overrides"},
)


def sources(module):
    """Return the JavaScript files of a module, by path from the root."""
    home = paths.ROOT / module / "static" / "src" / "app"
    return {str(file.relative_to(paths.ROOT)): file.read_text() for file in home.rglob("*.js")}


@pytest.mark.parametrize("module", OURS)
def test_modules_import_the_base_and_nothing_else_of_ours(module):
    allowed = {module, BASE, *MAY_IMPORT.get(module, ())}
    for file, text in sources(module).items():
        others = {name for name in IMPORT.findall(text) if name in OURS}
        assert others <= allowed, file


def test_the_base_names_no_module_of_ours_in_its_code():
    others = re.compile("|".join(name for name in OURS if name != BASE))
    for file, text in sources(BASE).items():
        code = re.sub(r"//.*|/\*.*?\*/", "", text, flags=re.S)
        assert not others.search(code), file


def imported_rooms(file, text):
    """Return the rooms of the base from which one of its files imports."""
    app = f"{BASE}/static/src/app"
    for path in IMPORT_IN_BASE.findall(text):
        whole = path.replace(f"@{BASE}/app", app)
        if path.startswith("."):
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        yield whole.removeprefix(f"{app}/").split("/")[0]


def test_rooms_of_the_base_import_only_from_below():
    levels = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
    for file, text in sources(BASE).items():
        room = file.partition("/src/app/")[2].split("/")[0]
        for other in imported_rooms(file, text):
            assert other == room or levels[other] < levels[room], f"{file} imports {other}/"


@pytest.mark.parametrize("module", OURS)
def test_a_class_of_stock_is_patched_in_one_file_of_a_module(module):
    files = sources(module).values()
    patched = Counter(name for text in files for name in set(PATCH.findall(text)))
    assert {name: times for name, times in patched.items() if times > 1} == {}


@pytest.mark.parametrize("module", OURS)
def test_patches_lie_where_stock_has_what_they_change_or_are_a_repair(module):
    for file, text in sources(module).items():
        if PATCH.search(text) and file not in PATCHES_IN_ROOMS:
            assert "/overrides/" in file or "/repairs/" in file, file


@pytest.mark.parametrize("module", OURS)
def test_a_room_has_a_dozen_files_at_most_and_none_is_a_drawer(module):
    rooms = Counter()
    for file in sources(module):
        _path, _app, inside = file.partition("/src/app/")
        *folders, _name = inside.split("/")
        if folders and folders[0] != "overrides":
            rooms["/".join(folders)] += 1
            assert "utils" not in folders, file
    assert {room: files for room, files in rooms.items() if files > MOST_FILES} == {}


def test_each_repair_of_stock_is_listed_with_its_proof():
    home = paths.ROOT / "pos_offline_orders" / "static" / "src" / "app" / "repairs"
    listed = re.findall(r"^\| `(\w+\.js)`", (home / "README.md").read_text(), re.M)
    assert listed == sorted(file.name for file in home.glob("*.js"))


def test_each_proof_of_a_repair_is_there():
    home = paths.ROOT / "pos_offline_orders" / "static"
    text = (home / "src" / "app" / "repairs" / "README.md").read_text()
    units = {file.name for file in home.rglob("*.test.js")}
    assert set(re.findall(r"`(\w+\.test\.js)`", text)) <= units
    e2e = {file.name: file.read_text() for file in (paths.ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"`(test_\w+\.py)`", text)) <= set(e2e)
    for name in re.findall(r"`(test_\w+)`", text):
        assert any(f"def {name}(" in body for body in e2e.values()), name


# What ends two waits at once, or awaits an answer that is late already.
RACES = {"outbox/transport.js", "delivery/order_sync.js", "steps/owed_steps.js", "lib/deadline.js"}


@pytest.mark.parametrize("module", OURS)
def test_a_bounded_wait_is_with_deadline_and_a_log_is_the_loggers(module):
    for file, text in sources(module).items():
        inside = file.partition("/src/app/")[2]
        assert "Promise.race" not in text or inside in RACES, file
        assert "logPosMessage" not in text or inside == "lib/logger.js", file
