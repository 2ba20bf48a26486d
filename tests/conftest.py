"""The fixtures that every test may use, by plugin."""

from hypothesis import HealthCheck, settings

# A slow machine is no fault of ours.
settings.register_profile("journal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("journal")

pytest_plugins = [
    "tests.plugins.databases",
    "tests.plugins.openapi_watch",
    "tests.plugins.people",
    "tests.plugins.rows",
    "tests.plugins.concurrency",
    "tests.plugins.live",
    "tests.plugins.browser",
]
