"""What import-linter cannot say of a file: how long it is, who reads the clock, who writes statements, and the like."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch

FILE_LIMIT = 200  # lines; most files have 30 to 80
TEST_LIMIT = 250  # lines of a test file
FUNCTION_LIMIT = 25  # lines; most functions have fewer than 8
TEST_FUNCTION_LIMIT = 40  # lines: a test may tell a longer story

CLOCK = "journal/core/clock.py"
FAILSAFES = frozenset({"journal/web/failsafe.py", "journal/cli/worker.py"})

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

STATEMENTS = frozenset({"select", "insert", "update", "delete", "text"})
SESSION = "journal.core.db.db.session"  # a second connection, which acts for nobody; core/connection.py has the one
STATEMENT_FILES = (  # where statements begin; a service may narrow a SELECT of domain/access.py, and run it
    "journal/models/*",
    "journal/domain/*",
    "journal/features/*/repository.py",
    "journal/cli/*",
    "journal/demo/*",
    "journal/core/earlier.py",  # this and the next read no row of anybody's
    "journal/core/roles.py",
    "journal/core/connection.py",
)


def faults(path: str, source: str) -> list[str]:
    """Return, a sentence each, where the file `path` (from the root, with /) breaks a rule."""
    tree = ast.parse(source)
    found = [*lengths(path, source, tree), *session_faults(path, tree)]
    if path.startswith("journal/"):
        found += [*clock_faults(path, tree), *statement_faults(path, tree)]
        found += [*except_faults(path, tree), *prints(path, tree)]
    else:
        found += row_faults(path, tree)
    return found


def lengths(path: str, source: str, tree: ast.Module) -> Iterator[str]:
    """Yield the file and the functions that are too long."""
    tests = path.startswith("tests/")
    limit, function_limit = (TEST_LIMIT, TEST_FUNCTION_LIMIT) if tests else (FILE_LIMIT, FUNCTION_LIMIT)
    if (count := len(source.splitlines())) >= limit:
        yield f"{path} has {count} lines; the limit is under {limit}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > function_limit:
                yield f"{path}:{node.lineno} {node.name} has {count} lines; the limit is {function_limit}"


def clock_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield every reader of the clock but clock.py."""
    if path == CLOCK:
        return
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and (reader := _dotted(node, names)) in CLOCKS:
            yield f"{path}:{node.lineno} reads the clock by {reader}; call clock.now()"


def statement_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield every SELECT, INSERT, UPDATE and DELETE outside the files that own them."""
    if any(fnmatch(path, pattern) for pattern in STATEMENT_FILES):
        return
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            library, _dot, statement = _dotted(node, names).rpartition(".")
            if statement in STATEMENTS and library.split(".")[0] == "sqlalchemy":
                yield f"{path}:{node.lineno} writes a statement with {statement}; a repository or the domain does that"


def session_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield every use of the ORM's session."""
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _dotted(node, names) == SESSION:
            yield f"{path}:{node.lineno} uses db.session; core/connection.py has the request's connection"


def row_faults(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield each test that reads rows as the application does, of which PostgreSQL shows it nobody's."""
    for node in ast.walk(tree):
        from_db = isinstance(node, ast.ImportFrom) and node.module == "journal.core.db"
        if from_db and "execute" in {name.name for name in node.names}:
            yield f"{path}:{node.lineno} imports execute; that of tests/plugins/unrestricted.py finds every row"


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
    """Yield every catch-all but those where whatever nobody foresaw ends: of a request, and of what the worker does."""
    if path in FAILSAFES:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(one is None or ast.unparse(one) in {"Exception", "BaseException"} for one in caught):
                yield f"{path}:{node.lineno} catches everything; name the exception"


def prints(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield every print: commands use click.echo, everything else the log."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{path}:{node.lineno} prints; use click.echo or the log"
