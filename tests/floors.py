"""The floors of the house as data, and what reads a file and says where it leaves them."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

FILE_LIMIT = 200  # lines; most files have 30 to 80
TEST_LIMIT = 250  # lines of a test file
FUNCTION_LIMIT = 40  # lines that fail; the style wants fewer than 25, most fewer than 8

HTTP = frozenset({"flask", "flask_login", "flask_migrate", "flask_smorest", "granian", "webargs", "werkzeug"})
SQL = frozenset({"alembic", "flask_migrate", "flask_sqlalchemy", "sqlalchemy"})
PURE = frozenset({"briefs", "charts", "instruments", "timepoints"})
PLAIN = PURE | {"clock", "errors", "fields", "ids", "keeping", "tokens"}
GROUND = PLAIN | {"config", "db", "passwords", "places", "vault"}
RIGHTS = frozenset(
    {"access", "actor", "audit", "devices", "endings", "persons", "copies", "paging", "pieces", "scores", "sits"}
)
# They may use everything, and nothing inside uses `app`.
TOP = frozenset({"app", "commands", "demo", "serving", "story", "sweeping"})


@dataclass(frozen=True)
class Floor:
    """What a file on this floor may import.

    ours: names below journal/. own: files of its own feature, None where it lies in no feature, "*" for the plain ones.
    outside: the only packages from elsewhere, None for any. never: packages from elsewhere that are refused.
    """

    ours: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    outside: frozenset[str] | None = None
    never: frozenset[str] = HTTP


NOTHING = Floor(outside=frozenset())
DOOR = Floor(ours=PLAIN | {"web"}, own=frozenset({"form", "schemas", "service", "*"}), never=SQL)
FLOORS = {
    "__init__": NOTHING,
    "charts": NOTHING,
    "briefs": Floor(ours=frozenset({"charts", "instruments", "timepoints"}), outside=frozenset()),
    "clock": NOTHING,
    "backups": Floor(ours=frozenset({"clock", "db"})),
    "config": Floor(ours=frozenset({"errors"})),
    "db": Floor(ours=frozenset({"clock", "errors"})),
    "devices": Floor(ours=frozenset({"audit", "db", "ids", "models", "places", "tokens", "vault"})),
    "endings": Floor(ours=frozenset({"audit", "db", "devices", "models"})),
    "errors": NOTHING,
    "fields": Floor(ours=frozenset({"timepoints"}), outside=frozenset({"flask_babel", "marshmallow"})),
    "ids": Floor(ours=frozenset({"clock"})),
    "instruments": Floor(ours=frozenset({"instruments"}), outside=frozenset()),
    "keeping": NOTHING,
    "passwords": Floor(ours=frozenset({"errors"})),
    "places": Floor(ours=frozenset({"vault"})),
    "rotation": Floor(ours=frozenset({"db", "models", "vault"})),
    "timepoints": NOTHING,
    "tokens": Floor(),
    "vault": Floor(ours=frozenset({"errors"})),
    "models": Floor(ours=frozenset({"clock", "db", "models", "timepoints", "vault"})),
    "access": Floor(ours=frozenset({"actor", "clock", "db", "errors", "models"})),
    "actor": Floor(ours=frozenset({"clock", "db", "errors", "models", "places", "tokens", "vault"})),
    "audit": Floor(ours=frozenset({"clock", "db", "errors", "ids", "models"})),
    "persons": Floor(ours=frozenset({"clock", "db", "errors", "ids", "models", "places", "vault"})),
    "scores": Floor(ours=frozenset({"access", "actor", "instruments", "models", "places"})),
    "paging": Floor(ours=frozenset({"access", "actor", "db", "keeping"})),
    "sits": Floor(ours=frozenset({"actor", "models", "timepoints"})),
    "pieces": Floor(ours=frozenset({"access", "actor", "errors", "models", "places", "scores", "sits", "timepoints"})),
    "copies": Floor(ours=frozenset({"access", "actor", "errors", "instruments", "models", "pieces", "places"})),
    "web": Floor(ours=PLAIN | {"access", "actor", "config", "models", "web"}, never=frozenset()),
    "schemas": Floor(
        ours=frozenset({"fields", "instruments", "timepoints"}), outside=frozenset({"flask_babel", "marshmallow"})
    ),
    "service": Floor(ours=GROUND | RIGHTS | {"models"}, own=frozenset({"service", "*"})),
    "form": DOOR,
    "pages": DOOR,
    "api": DOOR,
}
SHARED = ("instruments", "models", "web")  # folders that are a floor, not a feature
# Of a feature; its other files are plain, on the floor of its service.
FILES = ("api", "form", "pages", "schemas", "service")

EXCEPTIONS = {
    ("journal/web/pwa.py", "db"): "the health check asks the database whether it answers",
    ("journal/web/refusals.py", "vault"): "a row that does not open as sealed becomes an answer without its words",
}

CLOCKS = frozenset(
    f"{owner}.{reader}"
    for owner, readers in {
        "datetime.datetime": ("now", "today", "utcnow"),
        "datetime.date": ("today",),
        "time": ("time", "time_ns", "localtime", "gmtime", "ctime"),
        "sqlalchemy.func": ("now", "current_timestamp", "current_date", "localtimestamp"),
        "sqlalchemy.sql.func": ("now", "current_timestamp", "current_date", "localtimestamp"),
    }.items()
    for reader in readers
)


def faults(path: str, source: str) -> list[str]:
    """Say, a sentence each, where the file `path` (from the root, with /) leaves the house."""
    tree = ast.parse(source)
    found = [*lengths(path, source, tree)]
    if path.startswith("journal/"):
        found += [*floor_faults(path, tree), *clock_faults(path, tree), *except_faults(path, tree), *prints(path, tree)]
    return found


def lengths(path: str, source: str, tree: ast.Module) -> Iterator[str]:
    """A file and its functions are short."""
    limit = TEST_LIMIT if path.startswith("tests/") else FILE_LIMIT
    if (count := len(source.splitlines())) >= limit:
        yield f"{path} has {count} lines; the limit is under {limit}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count >= FUNCTION_LIMIT:
                yield f"{path}:{node.lineno} {node.name} has {count} lines; the style wants fewer than 25"


def floor_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """Imports look down, and no feature imports another."""
    name, feature = place(path)
    if name in TOP:
        return
    if name not in FLOORS:
        yield f"{path} has no floor; give it one in tests/floors.py"
        return
    for line, module in imports(path, tree):
        if module.startswith(".."):
            yield f"{path}:{line} imports from beyond its package; write journal.… in full"
        elif not _may(FLOORS[name], feature, module) and (path, _part(module, 1)) not in EXCEPTIONS:
            yield f"{path}:{line} imports {module}, which {name} may not"


def place(path: str) -> tuple[str, str | None]:
    """Return the floor of a file below journal/, and its feature where it lies in one."""
    first, *rest = PurePosixPath(path).with_suffix("").parts[1:]
    if not rest or first in SHARED or first in TOP:
        return first, None
    return (rest[0] if rest[0] in (*FILES, "__init__") else "service"), first


def imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of all that is imported, anywhere in the file; ".." is beyond its package."""
    package = ".".join(PurePosixPath(path).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level > 1:
                yield node.lineno, ".."
                continue
            start = ".".join(filter(None, (package if node.level else "", node.module)))
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def _may(floor: Floor, feature: str | None, module: str) -> bool:
    top = module.split(".")[0]
    if top != "journal":
        if floor.outside is not None:
            return top in sys.stdlib_module_names or top in floor.outside
        return top not in floor.never
    below = _part(module, 1)
    if feature is not None and below == feature:
        file = _part(module, 2)
        return (file if file in FILES else "*") in floor.own
    return below in floor.ours


def _part(module: str, number: int) -> str:
    return dict(enumerate(module.split("."))).get(number, "")


def clock_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """Only clock.py reads the clock."""
    if path == "journal/clock.py":
        return
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and (reader := _dotted(node, names)) in CLOCKS:
            yield f"{path}:{node.lineno} reads the clock by {reader}; call clock.now()"


def _names(tree: ast.Module) -> dict[str, str]:
    """Return what each imported name of a file stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
            names |= {top: top for alias in node.names for top in [alias.name.split(".")[0]] if not alias.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, names)}.{node.attr}"
    return names.get(node.id, "") if isinstance(node, ast.Name) else ""


def except_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """An except names what it expects; but for the last guard, in which whatever nobody foresaw ends."""
    if path == "journal/web/last.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(one is None or ast.unparse(one) in {"Exception", "BaseException"} for one in caught):
                yield f"{path}:{node.lineno} catches everything; name the exception"


def prints(path: str, tree: ast.Module) -> Iterator[str]:
    """Nothing prints; commands use click.echo, everything else the log."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{path}:{node.lineno} prints; use click.echo or the log"
