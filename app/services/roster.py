"""Who is in a course: admitting, enrolling a class list, roles, new passwords for managed accounts.

A row of a list without an address makes a *managed account*: a user name, a password on a slip of
paper, and nothing that mail could reach. A row with an address makes an *invitation* and no
account, whether or not the address has one: nobody's account is made, joined or told of by
somebody else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from secrets import choice, token_hex

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.people import username_from
from app.core.roster import Fault, Roster, Row
from app.models import Course, Group, Membership, User
from app.models.course import CODE_ALPHABET, Role
from app.models.user import MANAGED_DOMAIN

SYLLABLES = [first + second for first in "bdfghjkmnprstvwz" for second in "aeiou"]
PASSWORD_SYLLABLES = 8  # of 80 each: 50 bits, and it can be read aloud
USERNAME_SIGNS = 4  # "reader-7kq2": enough that two seldom meet


class LastInstructorError(Exception):
    """A course keeps at least one instructor."""


class RosterError(Exception):
    """The list cannot be used as it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Password:
    """A drawn password: to be shown once, and what is kept of it."""

    clear: str
    hashed: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What a student without e-mail gets on paper. Never stored."""

    name: str
    username: str
    password: str
    group: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is to be written to."""

    name: str
    email: str
    role: Role
    group_id: int | None


@dataclass(frozen=True, slots=True)
class Enrolment:
    slips: tuple[Slip, ...]
    invited: tuple[Invited, ...]


def draw_password() -> str:
    """Draw a password such as "kubo-sita-rove-mafi"."""
    drawn = [choice(SYLLABLES) for _ in range(PASSWORD_SYLLABLES)]
    return "-".join(map("".join, zip(drawn[::2], drawn[1::2], strict=True)))


def admit(
    session: Session,
    course: Course,
    user: User,
    role: Role = "student",
    group_id: int | None = None,
) -> Membership:
    """Make somebody a member; who is one already stays what they are."""
    found = session.scalar(
        select(Membership).where(Membership.course == course, Membership.user == user)
    )
    if found is not None:
        return found
    group = session.get(Group, group_id) if group_id else None
    if group is not None and group.course_id != course.id:
        group = None
    membership = Membership(course=course, user=user, role=role, group=group)
    session.add(membership)
    session.flush()
    return membership


def check(session: Session, course: Course, roster: Roster) -> tuple[Fault, ...]:
    """The faults of a list, those included that only the course or the site can know."""
    given = {row.username for row in roster.rows if row.username}
    taken = set(session.scalars(select(User.username).where(User.username.in_(given))))
    members = session.scalars(
        select(User).join(Membership).where(Membership.course_id == course.id)
    ).all()
    addresses = {user.email.lower() for user in members}
    names = {user.name.casefold() for user in members if user.is_managed}
    faults = list(roster.faults)
    for row in roster.rows:
        if row.username in taken:
            faults.append(Fault(row.line, f"The user name “{row.username}” is taken."))
        if row.email in addresses:
            faults.append(Fault(row.line, f"{row.email} is in this course already."))
        if not row.email and not row.username and row.name.casefold() in names:
            faults.append(
                Fault(
                    row.line,
                    f"{row.name} has an account in this course. If this is somebody else, "
                    "give a user name.",
                )
            )
    return tuple(sorted(faults, key=lambda fault: fault.line))


def enrol(
    session: Session, course: Course, roster: Roster, passwords: Sequence[Password]
) -> Enrolment:
    """Make accounts, memberships and groups of a whole list, or none: raises `RosterError`.

    `passwords` are those of the managed rows, in their order.
    """
    if faults := check(session, course, roster):
        raise RosterError(faults)
    groups = _groups(session, course, roster.rows)
    names = _Usernames(session, roster.rows)
    slips, invited = [], []
    drawn = iter(passwords)
    for row in roster.rows:
        group = groups.get(row.group.casefold())
        if row.email:
            invited.append(Invited(row.name, row.email, row.role, group.id if group else None))
            continue
        password, username = next(drawn), row.username or names.make(row.name)
        user = User(
            name=row.name,
            username=username,
            email=f"{username}@{MANAGED_DOMAIN}",
            password=password.hashed,
        )
        session.add(Membership(course=course, user=user, role=row.role, group=group))
        slips.append(Slip(row.name, username, password.clear, group.name if group else ""))
    session.flush()
    return Enrolment(tuple(slips), tuple(invited))


def change_role(session: Session, membership: Membership, role: Role) -> None:
    """Raises `LastInstructorError`."""
    if role != "instructor":
        _leave_an_instructor(session, membership)
    membership.role = role


def remove(session: Session, membership: Membership) -> None:
    """Take somebody out of a course; what they wrote stays. Raises `LastInstructorError`."""
    _leave_an_instructor(session, membership)
    session.delete(membership)


def may_renew_password(session: Session, instructor: User, membership: Membership) -> bool:
    """Only of a managed account that is nowhere but in this instructor's own courses."""
    if not membership.user.is_managed or membership.is_instructor:
        return False
    own = select(Membership.course_id).where(
        Membership.user_id == instructor.id, Membership.role == "instructor"
    )
    elsewhere = select(func.count(Membership.id)).where(
        Membership.user_id == membership.user_id, Membership.course_id.not_in(own)
    )
    return session.scalar(elsewhere) == 0


def renew_password(membership: Membership, password: Password) -> Slip:
    """Set a drawn password and end every session that the old one began."""
    user = membership.user
    user.password = password.hashed
    user.fs_uniquifier = token_hex(16)
    group = membership.group
    return Slip(user.name, user.username or user.email, password.clear, group.name if group else "")


def _leave_an_instructor(session: Session, membership: Membership) -> None:
    if not membership.is_instructor:
        return
    # Locked where the database can: two who resign at once must not both succeed.
    instructors = session.scalars(
        select(Membership)
        .where(Membership.course_id == membership.course_id, Membership.role == "instructor")
        .with_for_update()
    ).all()
    if len(instructors) < 2:
        raise LastInstructorError


def _groups(session: Session, course: Course, rows: Iterable[Row]) -> dict[str, Group]:
    """The groups a list names, by their folded names; those that are new are made."""
    groups = {group.name.casefold(): group for group in course.groups}
    for row in rows:
        if row.group and row.group.casefold() not in groups:
            groups[row.group.casefold()] = Group(name=row.group, course_id=course.id)
    session.add_all(groups.values())
    session.flush()
    return groups


class _Usernames:
    """Makes user names that nobody has."""

    def __init__(self, session: Session, rows: Iterable[Row]) -> None:
        self._session = session
        self._given = {row.username for row in rows}

    def make(self, name: str) -> str:
        base = username_from(name)
        username = base or f"reader-{_signs()}"
        while self._is_taken(username):
            username = f"{base or 'reader'}-{_signs()}"
        self._given.add(username)
        return username

    def _is_taken(self, username: str) -> bool:
        return username in self._given or bool(
            self._session.scalar(select(func.count(User.id)).where(User.username == username))
        )


def _signs() -> str:
    return "".join(choice(CODE_ALPHABET) for _ in range(USERNAME_SIGNS)).lower()
