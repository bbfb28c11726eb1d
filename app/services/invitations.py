"""Invitations by mail: a join link that carries who it is for, as what, and in which group.

Nothing is stored: the link is signed, grows old after `INVITATION_DAYS`, and dies with the course's
join code. It gives its role only to an account with the address that it was sent to.
"""

from dataclasses import astuple, dataclass
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

from app.models import Course, User
from app.models.course import Role
from app.services.mail import Letter
from app.services.roster import Invited

INVITATION_DAYS = 60  # from the list's upload to the last late starter
SALT = "invitation"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link says; `code` is the course's join code when it was written."""

    code: str
    email: str
    name: str
    role: Role
    group_id: int | None

    @classmethod
    def of(cls, invited: Invited, course: Course) -> "Invitation":
        return cls(course.join_code, invited.email, invited.name, invited.role, invited.group_id)

    def is_for(self, user: User) -> bool:
        return user.email.lower() == self.email


def seal(invitation: Invitation, key: str) -> str:
    """Write an invitation as a token for a link."""
    return str(URLSafeTimedSerializer(key, salt=SALT).dumps(astuple(invitation)))


def unseal(token: str, key: str, code: str) -> Invitation | None:
    """Read a token; None for one that is forged, too old, or for another code than `code`."""
    age = timedelta(days=INVITATION_DAYS).total_seconds()
    try:
        fields = URLSafeTimedSerializer(key, salt=SALT).loads(token, max_age=int(age))
    except BadData:
        return None
    invitation = Invitation(*fields)
    return invitation if invitation.code == code else None


def letter(invitation: Invitation, course: Course, sender: User, link: str) -> Letter:
    """Write to somebody who is invited."""
    return Letter(
        invitation.email,
        f"{course.title}: an invitation",
        f"Dear {invitation.name},\n\n"
        f"{sender.name} invites you to read in the course “{course.title}”. "
        f"Open this link to join:\n\n{link}\n\n"
        "If you have an account here, sign in with it; if not, make one with this address. "
        f"The link is good for {INVITATION_DAYS} days. If it means nothing to you, do nothing.\n",
    )
