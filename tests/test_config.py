"""No start with a missing, default, short or repeated key; a demo makes its own, and never beside real ones."""

import os
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE

import pytest

from journal import config
from journal.config import BadSettings, Settings, database_url

SECRET, ADDRESS, MASTER, SECOND = (b64encode(sha256(name).digest()).decode() for name in (b"1", b"2", b"3", b"4"))
REAL = {
    "JOURNAL_DATABASE_URL": "postgresql://journal@localhost/journal",
    "JOURNAL_PUBLIC_URL": "https://journal.example.org",
    "JOURNAL_PROXIES": "1",
    "JOURNAL_SECRET_KEY": SECRET,
    "JOURNAL_ADDRESS_KEY": ADDRESS,
    "JOURNAL_MASTER_KEYS": f"1:{MASTER}",
}
ZEROS = b64encode(bytes(32)).decode()
PATTERN = b64encode(b"changeme" * 4).decode()
SHORT = b64encode(sha256(b"5").digest()[:31]).decode()


def start(tmp_path: Path, **environ: str | None) -> Settings:
    given = {"JOURNAL_INSTANCE": str(tmp_path / "instance")} | REAL | environ
    return config.from_environment({name: value for name, value in given.items() if value is not None})


def demo(tmp_path: Path, **environ: str) -> Settings:
    return config.from_environment({"JOURNAL_INSTANCE": str(tmp_path / "instance"), "JOURNAL_DEMO": "1", **environ})


def test_real_settings_are_read(tmp_path: Path) -> None:
    settings = start(tmp_path, JOURNAL_MASTER_KEYS=f"1:{MASTER}\n2:{SECOND}")
    assert (settings.demo, settings.secure, settings.public_url) == (False, True, REAL["JOURNAL_PUBLIC_URL"])
    assert settings.database_url == "postgresql+psycopg://journal@localhost/journal"
    assert set(settings.master_keys) == {1, 2}
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_is_missing_stops_the_start_and_is_named(tmp_path: Path, name: str, value: str | None) -> None:
    with pytest.raises(BadSettings, match=name):
        start(tmp_path, **{name: value})


@pytest.mark.parametrize("name", ["JOURNAL_SECRET_KEY", "JOURNAL_ADDRESS_KEY", "JOURNAL_MASTER_KEYS"])
@pytest.mark.parametrize("key", ["changeme", "secret", ZEROS, PATTERN, SHORT, SECRET[:-2], "*" * 44, SECRET + "AAAA"])
def test_a_default_or_short_key_stops_the_start(tmp_path: Path, name: str, key: str) -> None:
    value = f"1:{key}" if name == "JOURNAL_MASTER_KEYS" else key
    with pytest.raises(BadSettings, match=name) as refused:
        start(tmp_path, **{name: value})
    assert "openssl rand -base64 32" in str(refused.value)
    assert key not in str(refused.value)


@pytest.mark.parametrize(
    "environ",
    [
        {"JOURNAL_ADDRESS_KEY": SECRET},
        {"JOURNAL_MASTER_KEYS": f"1:{SECRET}"},
        {"JOURNAL_MASTER_KEYS": f"1:{ADDRESS}"},
        {"JOURNAL_MASTER_KEYS": f"1:{MASTER} 2:{MASTER}"},
    ],
)
def test_a_repeated_key_stops_the_start(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match="the same key"):
        start(tmp_path, **environ)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (MASTER, "VERSION:BASE64"),
        (f"one:{MASTER}", "VERSION:BASE64"),
        (f"0:{MASTER}", "VERSION:BASE64"),
        (f"-1:{MASTER}", "VERSION:BASE64"),
        (f"1:{MASTER} 1:{SECOND}", "stands there twice"),
    ],
)
def test_master_keys_name_their_version_once(tmp_path: Path, keys: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        start(tmp_path, JOURNAL_MASTER_KEYS=keys)


def test_master_keys_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "masters"
    file.write_text(f"1:{MASTER}\n")
    environ = {"JOURNAL_MASTER_KEYS": None, "JOURNAL_MASTER_KEYS_FILE": str(file)}
    assert set(start(tmp_path, **environ).master_keys) == {1}
    file.write_text("\n")
    with pytest.raises(BadSettings, match="holds no key"):
        start(tmp_path, **environ)
    file.unlink()
    with pytest.raises(BadSettings, match="JOURNAL_MASTER_KEYS_FILE"):
        start(tmp_path, **environ)


@pytest.mark.parametrize("url", ["http://journal.example.org", "https://", "journal.example.org", "https://a.org/path"])
def test_links_are_built_from_a_https_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="JOURNAL_PUBLIC_URL"):
        start(tmp_path, JOURNAL_PUBLIC_URL=url)


@pytest.mark.parametrize("proxies", ["-1", "one", "1.5", "9" * 5000])
def test_proxies_are_counted_in_whole_numbers(tmp_path: Path, proxies: str) -> None:
    assert [start(tmp_path, JOURNAL_PROXIES=number).proxies for number in ("0", "1", "2")] == [0, 1, 2]
    with pytest.raises(BadSettings, match="JOURNAL_PROXIES"):
        start(tmp_path, JOURNAL_PROXIES=proxies)


def test_a_demo_makes_keys_of_its_own_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first, second, other = demo(tmp_path), demo(tmp_path), demo(tmp_path / "elsewhere")
    assert first == second
    assert first.demo
    assert first.database_url.startswith(f"sqlite:///{tmp_path}")
    keys = {first.secret_key, first.address_key, first.master_keys[1], other.secret_key, other.master_keys[1]}
    assert (len(keys), {len(key) for key in keys}) == (5, {32})
    assert S_IMODE((tmp_path / "instance" / "demo-keys.json").stat().st_mode) == 0o600


def test_a_demo_that_dies_while_it_writes_its_keys_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(descriptor: int) -> None:
        assert S_IMODE(os.fstat(descriptor).st_mode) == 0o600
        assert not (tmp_path / "instance" / "demo-keys.json").exists()
        raise OSError("the power is gone")

    with monkeypatch.context() as dying:
        dying.setattr(os, "fsync", die)
        with pytest.raises(OSError, match="power"):
            demo(tmp_path)
    assert list((tmp_path / "instance").iterdir()) == []
    assert demo(tmp_path) == demo(tmp_path)


def test_of_two_demos_that_start_at_once_both_have_the_same_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[Settings] = []
    link = os.link

    def come_second(draft: Path, path: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        others.append(demo(tmp_path))
        link(draft, path)

    monkeypatch.setattr(os, "link", come_second)
    assert [demo(tmp_path)] == others


def test_a_demo_stays_on_this_machine(tmp_path: Path) -> None:
    settings = demo(tmp_path, PORT="8123", JOURNAL_PUBLIC_URL="https://journal.example.org")
    assert (settings.public_url, settings.secure) == ("http://127.0.0.1:8123", False)


@pytest.mark.parametrize("name", [*config.SECRETS, "JOURNAL_DATABASE_URL"])
def test_a_demo_never_starts_beside_real_keys(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSettings, match=name):
        demo(tmp_path, **{name: REAL.get(name, "keys.txt")})
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize(
    ("url", "with_driver"),
    [
        ("postgres://a/b", "postgresql+psycopg://a/b"),
        ("postgresql://a/b", "postgresql+psycopg://a/b"),
        ("postgresql+psycopg://a/b", "postgresql+psycopg://a/b"),
        ("sqlite:////srv/journal.sqlite3", "sqlite:////srv/journal.sqlite3"),
    ],
)
def test_a_database_is_named_as_operators_name_it(url: str, with_driver: str) -> None:
    assert database_url(url) == with_driver


def test_a_ledger_is_a_file_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.touch(mode=0o600)
    assert start(tmp_path, JOURNAL_LEDGER=str(ledger)).ledger == ledger
    assert start(tmp_path, JOURNAL_LEDGER="").ledger is None
    assert start(tmp_path).ledger is None


@pytest.mark.parametrize(("mode", "said"), [(None, "is not there"), (0o640, "can be read by others")])
def test_a_ledger_that_is_not_there_or_open_to_others_stops_the_start(
    tmp_path: Path, mode: int | None, said: str
) -> None:
    ledger = tmp_path / "ledger"
    if mode:
        ledger.touch()
        ledger.chmod(mode)
    with pytest.raises(BadSettings, match=f"JOURNAL_LEDGER: {ledger} {said}"):
        start(tmp_path, JOURNAL_LEDGER=str(ledger))
    assert ledger.exists() == bool(mode)
