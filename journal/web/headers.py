"""The security headers of every response."""

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


def install(app: Flask) -> None:
    """Add the headers to every response, refusals too."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    headers = response.headers
    for name, value in HEADERS.items():
        headers.add(name, value)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if request.endpoint not in ("assets.file", "pwa.manifest"):
        headers.add("Vary", "Cookie, Sec-Fetch-Site")
    return response
