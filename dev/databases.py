"""Template databases, built once, and quick copies of them, filestore included."""

import ast
import hashlib
import shutil
from pathlib import Path

from . import locks, node, paths
from .odoo_server import run_odoo
from .steps import announced

SCRIPTS = Path(__file__).parent
# Modules of Odoo that ours meet in shops and do not depend on.
OTHERS = ["pos_hr", "pos_loyalty", "pos_restaurant", "pos_sale"]
# Those that a kind of shop has, by the end of the kind's name.
NEIGHBOURS = {
    "": [],
    "_with_others": OTHERS,
    "_with_all": [*OTHERS, "pos_discount", "pos_online_payment", "pos_self_order"],
    **{f"_with_{name.removeprefix('pos_')}": [name] for name in OTHERS},
}
# What a build of the database never reads.
NOT_AN_INPUT = ("tests", "__pycache__", "docs")


def bring(postgres, kind="suite"):
    """Build the templates up to ``kind`` that are missing or out of date, and say so."""
    node.bring()  # Odoo turns styles from right to left with a tool of Node.js
    titles = {"stock": "Building a shop's database"}
    if end := _end(kind):
        titles[f"stock{end}"] = "Adding what a shop has beside the till"
    titles[kind] = "Adding our modules"
    for each, title in titles.items():
        if not is_current(postgres, each):
            announced(title, lambda kind=each: template(postgres, kind))


def template(postgres, kind):
    """Return the name of the template database ``kind``, building it if its inputs changed.

    "stock" is Point of Sale with demo data, two more languages and a cashier; "suite" is a copy
    of it with every module of this repository installed; both exist with each of `NEIGHBOURS`.
    """
    with _alone(kind):
        return _template(postgres, kind)


def fresh_copy(postgres, kind, name):
    """Make ``name`` a new copy of the template ``kind`` and return ``name``."""
    _copy_template(postgres, kind, name)
    # Two databases with one uuid would share a browser's storage.
    postgres.execute(
        name,
        "UPDATE ir_config_parameter SET value = gen_random_uuid()"
        " WHERE key IN ('database.uuid', 'database.secret')",
    )
    return name


def copy(postgres, source, name):
    """Make ``name`` the same as the database ``source``, which nobody may be connected to."""
    drop(postgres, name)
    postgres.create(name, source)
    shutil.copytree(filestore(source), filestore(name))


def drop(postgres, name):
    """Drop the database ``name`` and its filestore; quiet if there is none."""
    postgres.drop(name)
    shutil.rmtree(filestore(name), ignore_errors=True)


def filestore(name):
    """Return the folder of the filestore of the database ``name``."""
    return paths.DATA / "filestore" / name


def is_current(postgres, kind):
    """Tell whether the template ``kind`` stands and fits its inputs."""
    name = _name(kind)
    return filestore(name).is_dir() and postgres.comment(name) == checksum(kind)


def checksum(kind):
    """Return a digest of everything the template ``kind`` is built from."""
    digest = hashlib.sha256()
    record = paths.odoo_record()
    odoo = (record.get("origin"), record.get("version"))
    digest.update(repr((odoo, stock_modules())).encode())
    inputs = [SCRIPTS / "setup_stock.py", paths.ROOT / "package.json"]
    if neighbours := NEIGHBOURS[_end(kind)]:
        digest.update(repr(neighbours).encode())
    if kind.startswith("suite"):
        inputs += [file for module in paths.our_modules() for file in _files(paths.ROOT / module)]
    for file in inputs:
        digest.update(str(file.relative_to(paths.ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stock_modules():
    """Return the modules of Odoo that the stock template has: what ours depend on, none of ours."""
    needed = {"point_of_sale"}
    for module in chosen_modules():
        needed.update(_manifest(module).get("depends", []))
    return sorted(needed.difference(paths.our_modules()))


def chosen_modules():
    """What an admin installs; the other modules of ours come by themselves, with neighbours."""
    return [name for name in paths.our_modules() if not _manifest(name).get("auto_install")]


def _manifest(module):
    return ast.literal_eval((paths.ROOT / module / "__manifest__.py").read_text())


def _copy_template(postgres, kind, name):
    with _alone(kind):
        copy(postgres, _template(postgres, kind), name)


def _alone(kind):
    """While one template is built the others are copied."""
    return locks.exclusive(f"template-{kind}")


def _template(postgres, kind):
    name = _name(kind)
    if is_current(postgres, kind):
        return name
    # Built aside and renamed at the end: a template that exists is a whole one.
    draft, inputs = f"{name}_building", checksum(kind)
    _build(postgres, kind, draft)
    run_odoo(postgres, draft, script=(SCRIPTS / "warm_bundles.py").read_text())
    drop(postgres, name)
    filestore(draft).rename(filestore(name))
    postgres.rename(draft, name)
    postgres.set_comment(name, inputs)
    return name


def _build_stock(postgres, draft):
    drop(postgres, draft)
    postgres.create(draft)
    run_odoo(postgres, draft, "--stop-after-init", "--with-demo", "-i", ",".join(stock_modules()))
    run_odoo(postgres, draft, script=(SCRIPTS / "setup_stock.py").read_text())


def _build_on(postgres, kind, draft, modules):
    _copy_template(postgres, kind, draft)
    if modules:
        run_odoo(postgres, draft, "--stop-after-init", "-i", ",".join(modules))


def _build(postgres, kind, draft):
    end = _end(kind)
    if kind == f"suite{end}":
        _build_on(postgres, f"stock{end}", draft, chosen_modules())
    elif end:
        _build_on(postgres, "stock", draft, NEIGHBOURS[end])
    else:
        _build_stock(postgres, draft)


def _end(kind):
    return kind.removeprefix("suite").removeprefix("stock")


def _files(module):
    found = (path for path in module.rglob("*") if path.is_file())
    return sorted(p for p in found if not set(NOT_AN_INPUT) & set(p.relative_to(module).parts))


def _name(kind):
    return f"pos_suite_{kind}"
