/**
 * Reads what our JavaScript uses of Odoo's: names that it imports, and methods that it patches.
 *
 * node javascript.cjs ADDONS ROOT '{"module": ["what it depends on"]}' prints JSON:
 * [{module, file, stock, name, member, how, why, exists}], `how` being "imported", "overridden" (it
 * calls super) or "replaced or added".
 */
const fs = require("fs");
const path = require("path");
const espree = require("espree");
const estraverse = require("estraverse");

const [addons, root, depends] = process.argv.slice(2);
const dependsOf = JSON.parse(depends);
const modules = Object.keys(dependsOf);
const parsed = new Map();

function parse(file) {
    if (!parsed.has(file)) {
        const options = { ecmaVersion: "latest", sourceType: "module", comment: true, loc: true };
        parsed.set(file, fs.existsSync(file) ? espree.parse(fs.readFileSync(file, "utf8"), options) : null);
    }
    return parsed.get(file);
}

/** Where the file of a module's name lies: "@web/core/x" is web/static/src/core/x.js. */
function fileOf(source) {
    const [, module, rest] = source.match(/^@([^/]+)\/(.*)$/) || [];
    const base = module && path.join(addons, module, "static", "src", rest);
    return base && [`${base}.js`, path.join(base, "index.js")].find((file) => fs.existsSync(file));
}

const isStock = (source) => source.startsWith("@") && !modules.includes(source.slice(1).split("/")[0]);

/** "./x" in the file "@web/core/y" is "@web/core/x". */
function resolve(source, from) {
    return source.startsWith(".") ? path.posix.join(path.posix.dirname(from), source) : source;
}

function importsOf(tree, from) {
    const imports = new Map(); // local name -> {source, name}
    for (const node of tree.body.filter(({ type }) => type === "ImportDeclaration")) {
        for (const each of node.specifiers) {
            const name = each.type === "ImportDefaultSpecifier" ? "default" : each.imported?.name;
            const source = resolve(node.source.value, from);
            imports.set(each.local.name, { source, name: name || "*" });
        }
    }
    return imports;
}

/** A class, function or constant of a file by its exported name, followed through re-exports. */
function findExport(source, name) {
    const file = fileOf(source);
    const tree = file && parse(file);
    if (!tree) {
        return null;
    }
    for (const node of tree.body) {
        if (node.type === "ExportDefaultDeclaration" && name === "default") {
            const local = node.declaration.type === "Identifier" ? node.declaration.name : null;
            return { tree, source, node: local ? findLocal(tree, local) : node.declaration };
        }
        const names = (node.specifiers || []).map((each) => each.exported?.name);
        if (node.type === "ExportNamedDeclaration" && (declares(node.declaration, name) || names.includes(name))) {
            return { tree, source, node: findLocal(tree, name) };
        }
        if (node.type === "ExportAllDeclaration") {
            const found = findExport(resolve(node.source.value, source), name);
            if (found) {
                return found;
            }
        }
    }
    return null;
}

function declares(declaration, name) {
    const names = declaration?.declarations?.map(({ id }) => id.name) || [declaration?.id?.name];
    return names.includes(name);
}

function findLocal(tree, name) {
    let found = null;
    estraverse.traverse(tree, {
        fallback: "iteration",
        enter(node) {
            if (node.id?.name === name && (node.type !== "VariableDeclarator" || node.init)) {
                found ??= node;
                this.break();
            }
        },
    });
    return found;
}

/** Names of members of a class or an object, those of the classes that it extends included. */
function membersOf({ tree, source, node }) {
    const body = node?.type === "VariableDeclarator" ? node.init : node;
    const own = body?.body?.body || body?.properties || [];
    const names = own.map(({ key }) => key?.name || key?.value).filter(Boolean);
    const parent = body?.superClass && nameOfParent(body.superClass);
    const known = parent && importsOf(tree, source).get(parent);
    const above = known
        ? findExport(known.source, known.name)
        : parent && { tree, source, node: findLocal(tree, parent) };
    return [...names, ...assignedTo(tree, node), ...(above?.node ? membersOf(above) : [])];
}

/** `rpc._rpc = …` makes a member as well. */
function assignedTo(tree, node) {
    return tree.body
        .map(({ expression }) => expression?.left)
        .filter((left) => left?.type === "MemberExpression" && left.object.name === node?.id?.name)
        .map((left) => left.property.name);
}

/** What modules of Odoo that one of ours depends on add to a class by patches of their own. */
function patchedBy(dependencies, wanted) {
    const names = [];
    for (const module of dependencies) {
        for (const file of filesOf(path.join(addons, module, "static", "src"))) {
            const from = `@${module}/${path.relative(path.join(addons, module, "static", "src"), file)}`;
            for (const { known, extension } of patchesOf(parse(file), from)) {
                const isIt = known?.name === wanted.name && known.source === wanted.source;
                names.push(...(isIt ? extension.properties.map(({ key }) => key?.name) : []));
            }
        }
    }
    return names;
}

/** The patches of imported things in a file. */
function patchesOf(tree, from) {
    const imports = importsOf(tree, from);
    const patches = [];
    estraverse.traverse(tree, {
        fallback: "iteration",
        enter(node) {
            if (node.type === "CallExpression" && node.callee.name === "patch") {
                const [target, extension] = node.arguments;
                const local = target.type === "MemberExpression" ? target.object.name : target.name;
                if (extension?.type === "ObjectExpression") {
                    patches.push({ local, known: imports.get(local), extension });
                }
            }
        },
    });
    return patches;
}

/** In `class X extends WithLazyGetterTrap(Y)` and `extends mixin(Y)` as well. */
function nameOfParent(node) {
    return node.type === "CallExpression" ? node.arguments[0]?.name : node.name;
}

/** The first sentence of the comment above a member, or of that at the head of the patch. */
function commentAbove(tree, node) {
    const above = tree.comments.filter(
        ({ type, loc }) => type === "Block" && loc.end.line === node.loc.start.line - 1
    );
    const text = above.map(({ value }) => value.replace(/^\s*\*+ ?/gm, "").trim()).join(" ");
    return text.replace(/\s+/g, " ").split(/(?<=[.:]) |@/)[0].trim();
}

function callsSuper(node) {
    let calls = false;
    estraverse.traverse(node, {
        fallback: "iteration",
        enter: (each) => void (calls ||= each.type === "Super"),
    });
    return calls;
}

function readPatch(module, tree, { local, known, extension }) {
    if (!known || !isStock(known.source)) {
        return [];
    }
    const found = findExport(known.source, known.name);
    const members = [
        ...(found ? membersOf(found) : []),
        ...patchedBy(dependsOf[module].filter((name) => !modules.includes(name)), known),
    ];
    return extension.properties
        .filter(({ key }) => key)
        .map((each) => {
            const member = each.key.name || each.key.value;
            const how = callsSuper(each) ? "overridden" : "replaced or added";
            const exists = how !== "overridden" || members.includes(member);
            return { ...known, name: local, member, how, why: commentAbove(tree, each), exists };
        });
}

function readFile(module, file) {
    const tree = parse(file);
    const from = `@${module}/${path.relative(path.join(root, module, "static", "src"), file)}`;
    const rows = [...importsOf(tree, from).values()]
        .filter(({ source, name }) => isStock(source) && name !== "*")
        .map((known) => {
            const isLibrary = known.source.startsWith("@odoo/"); // Owl and the like: not a module
            const exists = isLibrary || Boolean(findExport(known.source, known.name));
            return { ...known, member: "", how: "imported", why: "", exists };
        });
    for (const patch of patchesOf(tree, from)) {
        rows.push(...readPatch(module, tree, patch));
    }
    return rows.map(({ source, ...row }) => {
        return { module, file: path.relative(root, file), stock: source, ...row };
    });
}

function filesOf(folder) {
    if (!fs.existsSync(folder)) {
        return [];
    }
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
        const file = path.join(folder, each.name);
        return each.isDirectory() ? filesOf(file) : file.endsWith(".js") ? [file] : [];
    });
}

const rows = modules.flatMap((module) =>
    filesOf(path.join(root, module, "static", "src"))
        .filter((file) => !file.includes(`${path.sep}worker${path.sep}`))
        .flatMap((file) => readFile(module, file))
);
process.stdout.write(JSON.stringify(rows));
