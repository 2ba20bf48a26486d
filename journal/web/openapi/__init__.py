"""The JSON API: its blueprint, its OpenAPI description, and a page to read it on."""
