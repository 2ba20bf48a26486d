"""The tree of tests mirrors the tree of code: one folder for each floor and each feature, and none without code."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLUGINS = "plugins"  # what tests share, with tests of its own


def folders(top: str, pattern: str) -> set[str]:
    """Return the folders below `top`, as floor or floor/part, in which a file of this name stands."""
    return {path.parent.relative_to(ROOT / top).as_posix() for path in (ROOT / top).rglob(pattern)} - {"."}


CODE, TESTS = folders("journal", "__init__.py"), folders("tests", "test_*.py")
FLOORS = {folder for folder in CODE if "/" not in folder} - {"features"}
FEATURES = {folder for folder in CODE if folder.startswith("features/")}


@pytest.mark.parametrize("folder", sorted(FLOORS | FEATURES))
def test_every_floor_and_every_feature_has_its_tests(folder: str) -> None:
    assert folder in TESTS


@pytest.mark.parametrize("folder", sorted(TESTS - {PLUGINS}))
def test_no_folder_of_tests_is_without_its_code(folder: str) -> None:
    assert folder in CODE
