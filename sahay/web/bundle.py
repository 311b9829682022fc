"""ES modules joined into one classic script: ordered by their imports, in one function's scope.

It is no bundler: it reads the little of the language that the widget's modules use at the left margin. Whatever else
stands there (a default export, a renaming import, a name that two modules have) is refused by name, not guessed at.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# One import, which may go over several lines: `import { a, b } from './x.js';`.
_IMPORT = re.compile(
    r"^import\s*\{(?P<names>(?:\s*[\w$]+\s*,)*\s*(?:[\w$]+\s*)?)\}\s*from\s*'\./(?P<module>[\w-]+)\.js';[^\S\n]*\n?",
    re.MULTILINE,
)
_DECLARATION = re.compile(
    r"^(?P<export>export )?(?:(?:const|let|var|class)|(?:async )?function\*?) (?P<name>[\w$]+)", re.MULTILINE
)
# What would be left over, or mean something else in a classic script.
_FORBIDDEN = re.compile(
    r"^(?:import\b.*|export\b.*|await\b.*|(?:const|let|var)\s*[{\[].*)$|\bimport\s*\(|\bimport\.meta\b", re.MULTILINE
)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


class BundleError(Exception):
    """The modules cannot be joined into one script."""


class _Module(NamedTuple):
    name: str
    imports: dict[str, list[str]]  # module -> names that are imported from it
    declared: list[str]
    exported: set[str]
    body: str


def join(sources: Mapping[str, str], entry: str) -> str:
    """
    The module `entry` and all that it imports as one script, which leaves no name behind.

    `sources` is module name -> source; './x.js' is the module `x`. Raises BundleError.
    """
    modules = {name: _read(name, source) for name, source in sources.items()}
    ordered = list(_in_order(modules, entry))
    _check_imports(modules)
    _check_names(ordered)
    bodies = "\n".join(module.body.strip("\n") for module in ordered)
    return f"(() => {{\n'use strict';\n{bodies}\n}})();\n"


def _read(name: str, source: str) -> _Module:
    imports: dict[str, list[str]] = {}
    for found in _IMPORT.finditer(source):
        imports.setdefault(found["module"], []).extend(re.findall(r"[\w$]+", found["names"]))
    body = _IMPORT.sub("", source)
    declarations = list(_DECLARATION.finditer(body))
    exported = {found["name"] for found in declarations if found["export"]}
    body = _DECLARATION.sub(lambda found: _EXPORT.sub("", found[0]), body)
    if left := _FORBIDDEN.search(_COMMENT.sub("", body)):
        raise BundleError(f"{name}.js: this cannot be joined: {left[0].strip()}")
    return _Module(name, imports, [found["name"] for found in declarations], exported, body)


def _in_order(modules: Mapping[str, _Module], entry: str) -> Iterator[_Module]:
    """Each module once, after all that it imports."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> Iterator[_Module]:
        if name in done:
            return
        if name in path:
            raise BundleError("a circle of imports: " + " > ".join([*path[path.index(name) :], name]))
        if name not in modules:
            raise BundleError(f"{path[-1]}.js imports {name}.js, which does not exist" if path else f"no {name}.js")
        for imported in modules[name].imports:
            yield from visit(imported, (*path, name))
        done.add(name)
        yield modules[name]

    return visit(entry, ())


def _check_imports(modules: Mapping[str, _Module]) -> None:
    for module in modules.values():
        for source, names in module.imports.items():
            for name in names:
                if source in modules and name not in modules[source].exported:
                    raise BundleError(f"{module.name}.js imports {name}, which {source}.js does not export")


def _check_names(modules: list[_Module]) -> None:
    homes: dict[str, str] = {}
    for module in modules:
        for name in module.declared:
            if name in homes:
                raise BundleError(f"{name} is a top-level name in {homes[name]}.js and in {module.name}.js")
            homes[name] = module.name
