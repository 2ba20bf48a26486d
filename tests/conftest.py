"""What every test may ask for. Each part lies in a plugin of its own, under tests/plugins/."""

pytest_plugins = [
    "tests.plugins.databases",
    "tests.plugins.openapi_watch",
    "tests.plugins.people",
    "tests.plugins.given",
    "tests.plugins.live",
    "tests.plugins.browser",
]
