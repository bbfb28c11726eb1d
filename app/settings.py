"""Every setting, read from the environment once. The table in docs/operations.md is this file.

`INTERLEAF_ENV` is `production` unless said otherwise; then a debug flag or the demo's password
stops the start (`refuse_unsafe`).
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
Environment = Literal["production", "development", "test"]


class UnsafeSettingsError(Exception):
    """The settings would open the door. The message says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    environment: Environment  # INTERLEAF_ENV
    instance: Path  # INTERLEAF_INSTANCE: database, key, whatever must outlive an update
    secret_key: str  # SECRET_KEY; made on the first run and kept in the instance folder
    database_url: str  # DATABASE_URL
    public_url: str  # PUBLIC_URL: how readers reach it; https marks the cookies secure
    trusted_proxies: int  # TRUSTED_PROXIES: how many reverse proxies stand in front
    mail_server: str  # MAIL_SERVER; without one, mail is written to instance/mail
    mail_port: int  # MAIL_PORT
    mail_user: str  # MAIL_USER
    mail_password: str  # MAIL_PASSWORD
    mail_sender: str  # MAIL_SENDER
    demo_password: str  # DEMO_PASSWORD: what `demo seed` gives its cast
    rate_limits: bool  # RATE_LIMITS: off only for load tests
    debug: bool  # FLASK_DEBUG


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises `UnsafeSettingsError` for an unknown `INTERLEAF_ENV`."""
    name = environment.get("INTERLEAF_ENV", "production")
    if name not in {"production", "development", "test"}:
        raise UnsafeSettingsError(f"INTERLEAF_ENV is {name!r}; use production, development or test")
    instance = Path(environment.get("INTERLEAF_INSTANCE") or ROOT / "instance").resolve()
    return Settings(
        environment=name,  # type: ignore[arg-type] # checked above
        instance=instance,
        secret_key=environment.get("SECRET_KEY") or kept_secret(instance / "secret_key"),
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{instance / 'interleaf.db'}",
        public_url=environment.get("PUBLIC_URL", "http://localhost:8000"),
        trusted_proxies=_number(environment, "TRUSTED_PROXIES", "0"),
        mail_server=environment.get("MAIL_SERVER", ""),
        mail_port=_number(environment, "MAIL_PORT", "25"),
        mail_user=environment.get("MAIL_USER", ""),
        mail_password=environment.get("MAIL_PASSWORD", ""),
        mail_sender=environment.get("MAIL_SENDER", "interleaf@localhost"),
        demo_password=environment.get("DEMO_PASSWORD", ""),
        rate_limits=environment.get("RATE_LIMITS", "1") != "0",
        debug=environment.get("FLASK_DEBUG", "0") not in {"", "0", "false"},
    )


def refuse_unsafe(settings: Settings) -> None:
    """Stop a production start that would be open to anybody."""
    if settings.environment != "production":
        return
    if settings.debug:
        raise UnsafeSettingsError("FLASK_DEBUG is on in production; unset it or use bin/dev")
    if settings.demo_password:
        raise UnsafeSettingsError(
            "DEMO_PASSWORD is set in production; unset it, and one is made that nobody knows"
        )
    if len(settings.secret_key) < 32:
        raise UnsafeSettingsError(
            "SECRET_KEY is shorter than 32 characters; unset it to have one made"
        )


def kept_secret(path: Path, length: int = 32) -> str:
    """Return the secret kept at `path`: random bytes in hexadecimal, made the first time, readable
    by its owner only. Of two processes that make it at once, one is first and both use its."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent) as file:
            file.write(secrets.token_hex(length))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)  # whole or not at all
    return path.read_text()


def _number(environment: Mapping[str, str], name: str, default: str) -> int:
    value = environment.get(name, default)
    if not value.isdecimal():
        raise UnsafeSettingsError(f"{name} is {value!r}; it takes a whole number")
    return int(value)
