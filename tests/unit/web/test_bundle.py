"""Modules joined into one script: what the joiner reads, and what it refuses by name."""

import re
from graphlib import TopologicalSorter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.web.bundle import BundleError, join

ENTRY = "import { a } from './a.js';\n\nlet own = a;\n"
WHERE = {"a": "export const a = 1;\n"}


def test_what_is_imported_stands_before_what_imports_it() -> None:
    sources = {
        "entry": "import { b } from './b.js';\nimport {\n  a,\n  _c$,\n} from './a.js';\n\nb(a, _c$);\n",
        "a": "/** Why. */\nexport const a = 1;\nexport let _c$ = `\nexport of tea\n  const in a text`;\n",
        "b": "import { a } from './a.js';\n\nexport function b(x) {\n  const a = x;\n  return a;\n}\n",
        "unused": "export class Unused {}\n",
    }
    sources["a"] = sources["a"].replace("\nexport of tea", "\n  export of tea")
    assert join(sources, "entry") == (
        "(() => {\n'use strict';\n"
        "/** Why. */\nconst a = 1;\nlet _c$ = `\n  export of tea\n  const in a text`;\n"
        "function b(x) {\n  const a = x;\n  return a;\n}\n"
        "b(a, _c$);\n"
        "})();\n"
    )


@pytest.mark.parametrize(
    "declared",
    ["const a = 1", "let a", "class a {}", "class a extends Array {}", "function a() {}", "async function a() {}"],
)
def test_every_way_to_declare_a_name(declared: str) -> None:
    script = join({"a": f"export {declared};\n", "entry": ENTRY}, "entry")
    assert script == f"(() => {{\n'use strict';\n{declared};\nlet own = a;\n}})();\n"


@pytest.mark.parametrize(
    ("entry", "more", "message"),
    [
        # Not in the modules' way of writing.
        ("import a from './a.js';\n", WHERE, "entry.js: this cannot be joined: import a from './a.js';"),
        ("import * as a from './a.js';\n", WHERE, "entry.js: this cannot be joined: import * as a"),
        ("import { a as b } from './a.js';\n", WHERE, "entry.js: this cannot be joined: import { a as b }"),
        ("import './a.js';\n", WHERE, "entry.js: this cannot be joined: import './a.js';"),
        ("import { a } from 'a';\n", WHERE, "entry.js: this cannot be joined: import { a } from 'a';"),
        ("export default 1;\n", {}, "entry.js: this cannot be joined: export default 1;"),
        ("const a = 1;\nexport { a };\n", {}, "entry.js: this cannot be joined: export { a };"),
        ("export * from './a.js';\n", WHERE, "entry.js: this cannot be joined: export * from './a.js';"),
        ("const { a, b } = c;\n", {}, "entry.js: this cannot be joined: const { a, b } = c;"),  # names that it misses
        # No module any more.
        ("async () => {\n  await import('./a.js');\n}\n", {}, "entry.js: this cannot be joined: import("),
        ("const here = import.meta.url;\n", {}, "entry.js: this cannot be joined: import.meta"),
        ("await 1;\n", {}, "entry.js: this cannot be joined: await 1;"),
        # Not there.
        (ENTRY, {}, "entry.js imports a.js, which does not exist"),
        (ENTRY, {"a": "const a = 1;\n"}, "entry.js imports a, which a.js does not export"),
        # In each other's way.
        (ENTRY, {"a": "export const a = 1;\nlet own = 2;\n"}, "own is a top-level name in a.js and in entry.js"),
        ("function a() {}\nconst a = 1;\n", {}, "a is a top-level name in entry.js and in entry.js"),
        (
            ENTRY,
            {
                "a": "import { b } from './b.js';\nexport let a = b;\n",
                "b": "import { a } from './a.js';\nexport let b;",
            },
            "a circle of imports: a > b > a",
        ),
    ],
)
def test_what_it_cannot_join_it_names(entry: str, more: dict[str, str], message: str) -> None:
    with pytest.raises(BundleError, match=f"^{re.escape(message)}"):
        join({"entry": entry, **more}, "entry")


def test_types_in_comments_are_no_imports() -> None:
    source = "/** @param {import('./a.js').A} a */\nfunction f(a) {}\n"
    assert source in join({"entry": source}, "entry")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.integers(1, 9), st.sets(st.integers(1, 9)), min_size=1))
def test_any_modules_without_a_circle_come_once_each_after_what_they_need(wishes: dict[int, set[int]]) -> None:
    needs = {number: {other for other in wishes.get(number, set()) if other < number} for number in range(1, 11)}
    needs[10] = set(range(1, 10))
    sources = {
        f"m{number}": "".join(
            f"import {{ v{other} }} from './m{other}.js';\n" for other in sorted(others, reverse=True)
        )
        + f"export const v{number} = 0;\n"
        for number, others in needs.items()
    }
    order = [int(number) for number in re.findall(r"const v(\d+)", join(sources, "m10"))]
    assert sorted(order) == list(range(1, 11))
    assert all(order.index(other) < order.index(number) for number, others in needs.items() for other in others)
    assert len(list(TopologicalSorter(needs).static_order())) == len(order)
