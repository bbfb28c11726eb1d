"""A person with an account. What they may do is decided by their memberships."""

from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from flask_security.core import UserMixin
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now

if TYPE_CHECKING:
    from app.models.course import Membership

MANAGED_DOMAIN = "managed.invalid"  # RFC 2606: no mail can ever reach it


class User(Base, UserMixin):
    """An account, kept by Flask-Security.

    A managed account (made by an instructor for a student without e-mail) has an address in
    `MANAGED_DOMAIN` and signs in by its user name. Changing `fs_uniquifier` ends every session.
    """

    __tablename__ = "user"
    roles = []  # noqa: RUF012 - Flask-Security asks for it; roles here belong to courses

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    username: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: token_hex(16)
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", cascade="all, delete-orphan"
    )

    @property
    def is_managed(self) -> bool:
        return self.email.endswith(f"@{MANAGED_DOMAIN}")
