"""Reads our sources, and looks up in Odoo's what they name. No server runs, nothing is imported."""

import ast
import functools
import json
import os
import subprocess
from pathlib import Path

from lxml import etree

from .. import node, paths

SCRIPT = Path(__file__).parent / "javascript.cjs"
INHERIT = "t-inherit"
# What each model has, whatever module it is of.
BASE_MODEL = "base"


def _hasclass(context, *classes):
    """Odoo's own word in its XPath: all of these are classes of the node."""
    return set(classes) <= set((context.context_node.get("class") or "").split())


etree.FunctionNamespace(None)["hasclass"] = _hasclass


def javascript():
    """Return a row for each name that is imported, and each method that is patched."""
    addons, root = str(paths.odoo_module("web").parent), str(paths.ROOT)
    depends = json.dumps({module: depends_of(module) for module in paths.our_modules()})
    command = [str(node.node()), str(SCRIPT), addons, root, depends]
    environment = {**os.environ, **node.variables()}
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def templates():
    """Return a row for each node of a template of Odoo's that ours are put beside."""
    rows = []
    for module in paths.our_modules():
        for file in sorted((paths.ROOT / module / "static" / "src").rglob("*.xml")):
            for template in etree.parse(file).iterfind(f".//*[@{INHERIT}]"):
                rows += _template_rows(module, file, template)
    return rows


def models():
    """Return a row for each method of a model of Odoo's that ours override."""
    rows = []
    for module in paths.our_modules():
        for file in sorted((paths.ROOT / module).rglob("*.py")):
            if "tests" not in file.parts:
                rows += _model_rows(module, file)
    return rows


def depends_of(module):
    """Return the modules that one of ours names in its manifest."""
    return ast.literal_eval((paths.ROOT / module / "__manifest__.py").read_text())["depends"]


def _template_rows(module, file, template):
    name = template.get(INHERIT)
    if name.split(".")[0] in paths.our_modules():
        return []
    stock = _stock_templates(name.split(".")[0]).get(name)
    return [
        {
            "module": module,
            "file": str(file.relative_to(paths.ROOT)),
            "stock": "template",
            "name": name,
            "member": xpath.get("expr"),
            "how": "template",
            "why": "",
            "exists": stock is not None and bool(stock.xpath(_relative(xpath.get("expr")))),
        }
        for xpath in template.iterfind("xpath")
    ]


def _relative(expression):
    return f".{expression}" if expression.startswith("/") else expression


@functools.cache
def _stock_templates(module):
    found = {}
    for file in (paths.odoo_module(module) / "static" / "src").rglob("*.xml"):
        for template in etree.parse(file).iterfind(".//*[@t-name]"):
            found.setdefault(template.get("t-name"), template)
    return found


def _model_rows(module, file):
    rows = []
    for node_ in ast.walk(ast.parse(file.read_text())):
        names = _inherited(node_) if isinstance(node_, ast.ClassDef) else []
        for model in (name for name in names if _is_of_odoo(name)):
            for method in filter(_calls_super, node_.body):
                if method.name in _own_methods(model):
                    continue  # a hook that one of ours offers to the others
                rows.append(
                    {
                        "module": module,
                        "file": str(file.relative_to(paths.ROOT)),
                        "stock": "model",
                        "name": model,
                        "member": method.name,
                        "how": "overridden",
                        "why": (ast.get_docstring(method) or "").split("\n")[0],
                        "exists": method.name in _methods_of(model) | _methods_of(BASE_MODEL),
                    }
                )
    return rows


def _inherited(class_):
    values = {
        target.id: each.value
        for each in class_.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    if "_inherit" not in values:
        return []
    inherit = ast.literal_eval(values["_inherit"])
    return [inherit] if isinstance(inherit, str) else inherit


def _calls_super(method):
    return isinstance(method, ast.FunctionDef) and any(
        isinstance(each, ast.Call) and getattr(each.func, "id", "") == "super"
        for each in ast.walk(method)
    )


@functools.cache
def _own_methods(model):
    """Return the names of methods that one of ours was first to give a model of Odoo's."""
    begun = {
        method.name
        for class_ in _own_classes()
        if model in _names(class_)
        for method in class_.body
        if isinstance(method, ast.FunctionDef) and not _calls_super(method)
    }
    return begun - _methods_of(model) - _methods_of(BASE_MODEL)


@functools.cache
def _own_classes():
    files = [file for name in paths.our_modules() for file in (paths.ROOT / name).rglob("*.py")]
    trees = [ast.parse(file.read_text()) for file in files if "tests" not in file.parts]
    return [node_ for tree in trees for node_ in ast.walk(tree) if isinstance(node_, ast.ClassDef)]


def _is_of_odoo(model):
    return bool(_methods_of(model))


@functools.cache
def _methods_of(model):
    """Return the names of all methods that modules of Odoo give a model."""
    if model == BASE_MODEL:
        orm = paths.odoo_dist_packages() / "odoo" / "orm" / "models.py"
        return _methods_in(orm, None)
    files = [file for file, text in _stock_python() if f"'{model}'" in text or f'"{model}"' in text]
    return frozenset().union(*(_methods_in(file, model) for file in files))


@functools.cache
def _methods_in(file, model):
    return frozenset(
        method.name
        for class_ in ast.walk(ast.parse(file.read_text()))
        if isinstance(class_, ast.ClassDef) and (model is None or model in _names(class_))
        for method in class_.body
        if isinstance(method, ast.FunctionDef)
    )


def _names(class_):
    named = [
        ast.literal_eval(each.value)
        for each in class_.body
        if isinstance(each, ast.Assign)
        and getattr(each.targets[0], "id", "") in ("_name", "_inherit")
        and _is_literal(each.value)
    ]
    return {name for each in named for name in ([each] if isinstance(each, str) else each or [])}


def _is_literal(value):
    return isinstance(value, ast.Constant | ast.List | ast.Tuple)


@functools.cache
def _stock_python():
    """Return ``[(file, text)]`` of all modules that ours build on, those of the base included."""
    todo, folders = {name for ours in paths.our_modules() for name in depends_of(ours)}, {}
    while todo:
        name = todo.pop()
        if name not in folders and name not in paths.our_modules():
            folders[name] = paths.odoo_module(name)
            manifest = ast.literal_eval((folders[name] / "__manifest__.py").read_text())
            todo.update(manifest.get("depends", ["base"]))
    files = (file for folder in folders.values() for file in folder.rglob("*.py"))
    return [(file, file.read_text()) for file in files if "tests" not in file.parts]
