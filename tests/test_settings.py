"""Settings: safe without any, refused where they would open the door."""

import multiprocessing
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from app.factory import create_app
from app.settings import (
    Settings,
    UnsafeSettingsError,
    from_environment,
    kept_secret,
    refuse_unsafe,
)


def read(instance: Path, **environment: str) -> Settings:
    return from_environment({"INTERLEAF_INSTANCE": str(instance), **environment})


def test_without_any_setting_it_is_production_on_sqlite_with_a_secret_of_its_own(
    tmp_path: Path,
) -> None:
    settings = read(tmp_path)
    refuse_unsafe(settings)
    assert settings.environment == "production"
    assert settings.database_url == f"sqlite:///{tmp_path}/interleaf.db"
    assert settings.rate_limits
    assert not settings.debug
    assert not settings.demo_password
    assert len(settings.secret_key) == 64


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"FLASK_DEBUG": "true"}, "FLASK_DEBUG"),
        ({"DEMO_PASSWORD": "hukou"}, "DEMO_PASSWORD"),
        ({"SECRET_KEY": "secret"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 31}, "SECRET_KEY"),
    ],
)
def test_production_refuses_to_start_open_and_names_the_setting(
    tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    settings = read(tmp_path, **environment)
    with pytest.raises(UnsafeSettingsError, match=named):
        create_app(settings)
    refuse_unsafe(replace(settings, environment="development"))


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_a_debug_flag_may_be_off(tmp_path: Path, value: str) -> None:
    refuse_unsafe(read(tmp_path, FLASK_DEBUG=value))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTERLEAF_ENV", "prod"),
        ("INTERLEAF_ENV", "Production"),
        ("INTERLEAF_ENV", ""),
        ("MAIL_PORT", "smtp"),
        ("MAIL_PORT", ""),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_value_that_cannot_be_is_named_and_never_guessed_at(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(UnsafeSettingsError, match=name):
        read(tmp_path, **{name: value})


def test_cookies_are_secure_where_readers_come_by_https(tmp_path: Path) -> None:
    app = create_app(read(tmp_path, PUBLIC_URL="https://interleaf.example"))
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    secret = kept_secret(path)
    assert kept_secret(path) == secret == path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(secret)) == 32
    assert kept_secret(tmp_path / "other") != secret


def test_two_processes_that_start_at_once_have_one_secret(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        for attempt in range(5):
            found = set(pool.map(kept_secret, [tmp_path / str(attempt)] * 8))
            assert found == {(tmp_path / str(attempt)).read_text()}
    assert sorted(path.name for path in tmp_path.iterdir()) == list("01234")
