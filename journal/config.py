"""Read the settings from the environment, once. A missing or weak secret stops the start and is named."""

import contextlib
import json
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes, token_hex
from urllib.parse import urlsplit

from journal.core import ledger
from journal.core.files import OWNER_ONLY, sync

DEFAULT_PORT = 8000  # of `flask serve`
PORT = "PORT"  # in the environment: the port that a demo is served on
KEY_BYTES = 32
FEWEST_DIFFERENT = 12  # different bytes among 32; random keys have about 30
SECRETS = ("JOURNAL_SECRET_KEY", "JOURNAL_ADDRESS_KEY", "JOURNAL_MASTER_KEYS", "JOURNAL_MASTER_KEYS_FILE")


class BadSettings(Exception):
    """Journal cannot start with these settings."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one instance.

    public_url: scheme and host that people see; the only source of links.
    master_keys: {version: 32 bytes}. proxies: number of reverse proxies in front.
    ledger: the file of endings, None where there is none.
    translations: the folder of the catalogs, seen from this one.
    """

    demo: bool
    database_url: str
    public_url: str
    secret_key: bytes
    address_key: bytes
    master_keys: Mapping[int, bytes]
    proxies: int = 0
    ledger: Path | None = None
    translations: str = "translations"

    @property
    def secure(self) -> bool:
        """Return whether pages are served over HTTPS; only a demo on this machine may do without."""
        return self.public_url.startswith("https://")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises BadSettings."""
    instance = Path(environ.get("JOURNAL_INSTANCE", "instance")).resolve()
    if environ.get("JOURNAL_DEMO") == "1":
        return _demo(environ, instance)
    secret, address, masters = _secrets(environ)
    return Settings(
        demo=False,
        database_url=database_url(_required(environ, "JOURNAL_DATABASE_URL")),
        public_url=_public_url(_required(environ, "JOURNAL_PUBLIC_URL")),
        proxies=_count(environ, "JOURNAL_PROXIES"),
        ledger=_ledger(environ.get("JOURNAL_LEDGER")),
        secret_key=secret,
        address_key=address,
        master_keys=masters,
    )


def database_url(url: str) -> str:
    """Return the URL with the installed driver, psycopg, for PostgreSQL."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _demo(environ: Mapping[str, str], instance: Path) -> Settings:
    """Return settings of a demo: a SQLite file and keys of its own, under `instance`."""
    given = [name for name in (*SECRETS, "JOURNAL_DATABASE_URL") if environ.get(name)]
    if given:
        raise BadSettings(f"This is a demo (JOURNAL_DEMO=1), and {given[0]} is set. Unset one of the two.")
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = _demo_keys(instance / "demo-keys.json")
    return Settings(
        demo=True,
        database_url=f"sqlite:///{instance / 'demo.sqlite3'}",
        public_url=f"http://127.0.0.1:{environ.get(PORT) or DEFAULT_PORT}",
        secret_key=keys["secret"],
        address_key=keys["address"],
        master_keys={1: keys["master"]},
    )


def _demo_keys(path: Path) -> dict[str, bytes]:
    if not path.exists():
        made = {name: b64encode(token_bytes(KEY_BYTES)).decode() for name in ("secret", "address", "master")}
        _write_once(path, json.dumps(made))
    return {name: b64decode(key) for name, key in json.loads(path.read_text()).items()}


def _write_once(path: Path, text: str) -> None:
    """Create a 0600 file atomically; one that another process created meanwhile stays."""
    draft = path.with_name(f"{path.name}.{token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # a rename would replace what the other process has already read
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def _secrets(environ: Mapping[str, str]) -> tuple[bytes, bytes, dict[int, bytes]]:
    secret = _key("JOURNAL_SECRET_KEY", _required(environ, "JOURNAL_SECRET_KEY"))
    address = _key("JOURNAL_ADDRESS_KEY", _required(environ, "JOURNAL_ADDRESS_KEY"))
    masters = _master_keys(environ)
    every = [secret, address, *masters.values()]
    if len(set(every)) < len(every):
        raise BadSettings("Two of JOURNAL_SECRET_KEY, JOURNAL_ADDRESS_KEY and JOURNAL_MASTER_KEYS are the same key.")
    return secret, address, masters


def _master_keys(environ: Mapping[str, str]) -> dict[int, bytes]:
    """Parse "1:BASE64 2:BASE64", from the environment or from the file that it names."""
    file = environ.get("JOURNAL_MASTER_KEYS_FILE")
    try:
        text = Path(file).read_text() if file else _required(environ, "JOURNAL_MASTER_KEYS")
    except OSError as problem:
        raise BadSettings(f"JOURNAL_MASTER_KEYS_FILE: {problem}") from None
    masters: dict[int, bytes] = {}
    for item in text.split():
        version, colon, key = item.partition(":")
        if not (colon and version.isascii() and version.isdigit() and 0 < int(version) < 32_000):
            raise BadSettings("JOURNAL_MASTER_KEYS: write each key as VERSION:BASE64, such as 1:... 2:...")
        if int(version) in masters:
            raise BadSettings(f"JOURNAL_MASTER_KEYS: version {version} stands there twice.")
        masters[int(version)] = _key("JOURNAL_MASTER_KEYS", key)
    if not masters:
        raise BadSettings("JOURNAL_MASTER_KEYS holds no key.")
    return masters


def _key(name: str, text: str) -> bytes:
    """Decode a base64 key. Raises BadSettings if it is too short or not random."""
    try:
        key = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        key = b""
    if len(key) != KEY_BYTES or len(set(key)) < FEWEST_DIFFERENT:
        raise BadSettings(f"{name} must be {KEY_BYTES} random bytes in base64. Make one: openssl rand -base64 32")
    return key


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise BadSettings(f"{name} is not set. The README says what it is.")
    return value


def _public_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.netloc or parts.path not in ("", "/"):
        raise BadSettings("JOURNAL_PUBLIC_URL must be https:// and a host, such as https://journal.example.org")
    return f"https://{parts.netloc}"


def _ledger(name: str | None) -> Path | None:
    path = Path(name).resolve() if name else None
    if path and (problem := ledger.fault(path)):
        raise BadSettings(f"JOURNAL_LEDGER: {problem}")
    return path


def _count(environ: Mapping[str, str], name: str) -> int:
    value = _required(environ, name)
    if not (value.isascii() and value.isdigit() and len(value) < 3):
        raise BadSettings(f"{name} must be a whole number.")
    return int(value)
