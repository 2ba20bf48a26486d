"""The fixtures that every test may use, by plugin."""

pytest_plugins = [
    "tests.plugins.databases",
    "tests.plugins.openapi_watch",
    "tests.plugins.people",
    "tests.plugins.keys",
    "tests.plugins.rows",
    "tests.plugins.sql",
    "tests.plugins.concurrency",
    "tests.plugins.live",
    "tests.plugins.pseudo",
    "tests.plugins.network",
    "tests.plugins.instances",
    "tests.plugins.endings",
    "tests.plugins.browser",
]
