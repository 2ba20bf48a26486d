"""The security headers of every response."""

from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.datastructures import ContentSecurityPolicy

POLICY = ContentSecurityPolicy(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "journal",  # static/js/trusted.js
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
).to_header()

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
# What a style sheet, a module or a picture needs of them; the others are about pages, and longer than many a file.
OF_FILES = {
    name: HEADERS[name]
    for name in ("Strict-Transport-Security", "X-Content-Type-Options", "Cross-Origin-Resource-Policy")
}
FILES = "assets.file"
SAME_FOR_ALL = (FILES, "pwa.manifest", "pwa.service_worker")  # whoever asks, and from where


def install(app: Flask) -> None:
    """Add the headers to every response, refusals too."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    headers = response.headers
    is_file = request.endpoint == FILES and response.status_code < HTTPStatus.BAD_REQUEST
    for name, value in (OF_FILES if is_file else HEADERS).items():
        headers.add(name, value)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if request.endpoint == "pwa.manifest":
        headers.add("Vary", "Accept-Language")
    elif request.endpoint not in SAME_FOR_ALL:
        headers.add("Vary", "Accept-Language, Cookie, Sec-Fetch-Site")
    return response
