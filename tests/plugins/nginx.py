"""A real nginx with the example of docs/nginx.conf, its ports, certificate and log files replaced."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.plugins.strict import leave_out

EXAMPLE = Path(__file__).parents[2] / "docs" / "nginx.conf"
NAME = "journal.example.org"


def configure(folder: Path, *, port: int = 443, plain: int = 80, behind: int = 8000) -> list[str]:
    """Write a configuration below a folder, and return the command that runs it.

    port, plain: of HTTPS and of HTTP. behind: the port of Journal.
    """
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if nginx is None:
        leave_out("no nginx; to enable: sudo apt-get install nginx")
    names = ["-keyout", folder / "journal.key", "-out", folder / "journal.pem", "-subj", f"/CN={NAME}"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names], check=True, capture_output=True
    )
    site = re.sub(r"/(etc/ssl/certs|etc/ssl/private|var/log/nginx)/", f"{folder}/", EXAMPLE.read_text())
    site = site.replace("listen 443 ", f"listen 127.0.0.1:{port} ").replace("listen 80;", f"listen 127.0.0.1:{plain};")
    site = site.replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    file = folder / "nginx.conf"
    # Debian's own nginx.conf compresses whatever a site does not forbid.
    file.write_text(f"daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\ngzip on;\n{site}\n}}\n")
    return [nginx, "-c", str(file)]


@contextmanager
def running(command: list[str]) -> Iterator[None]:
    """Run it until the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
