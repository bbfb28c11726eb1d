"""Enrolling a list, roles, passwords on slips: against the real database."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.roster import MOST_ROWS, parse
from app.models import Course, Group, Membership, User
from app.services.roster import (
    Enrolment,
    LastInstructorError,
    Password,
    RosterError,
    admit,
    change_role,
    check,
    draw_password,
    enrol,
    may_renew_password,
    remove,
    renew_password,
)
from tests.conftest import Cast


def course_of(session: Session, cast: Cast) -> Course:
    return session.get_one(Course, cast.hukou)


def enrolled(session: Session, cast: Cast, text: str) -> Enrolment:
    roster = parse(text)
    passwords = [Password(f"clear {n}", f"hash {n}") for n in range(len(roster.rows))]
    return enrol(session, course_of(session, cast), roster, passwords)


def member(session: Session, user_id: int, course_id: int) -> Membership:
    return session.scalars(
        select(Membership).where(Membership.user_id == user_id, Membership.course_id == course_id)
    ).one()


def faults(session: Session, cast: Cast, text: str) -> list[tuple[int, str]]:
    found = check(session, course_of(session, cast), parse(text))
    return [(fault.line, fault.text) for fault in found]


def test_who_has_no_address_gets_a_managed_account(session: Session, cast: Cast) -> None:
    enrolment = enrolled(session, cast, "name,group\nLi Mei,Plum\n李明,Lotus\n")
    latin, han = enrolment.slips
    assert (latin.name, latin.username, latin.password, latin.group) == (
        "Li Mei",
        "li-mei",
        "clear 0",
        "Plum",
    )
    assert re.fullmatch(r"reader-[2-9a-z]{4}", han.username)
    user = session.scalars(select(User).where(User.username == "li-mei")).one()
    assert user.is_managed
    assert user.email == "li-mei@managed.invalid"
    assert user.password == "hash 0"
    assert member(session, user.id, cast.hukou).group_id == cast.plum


def test_a_group_that_is_new_is_made_once(session: Session, cast: Cast) -> None:
    enrolled(session, cast, "name,group\nA A,Lotus\nB B,lotus\nC C,PLUM\n")
    names = session.scalars(select(Group.name).where(Group.course_id == cast.hukou)).all()
    assert sorted(names) == ["Lotus", "Orchid", "Plum"]


def test_an_address_is_invited_whether_it_has_an_account_or_not(
    session: Session, cast: Cast
) -> None:
    before = session.scalar(select(func.count(User.id)))
    text = "name,email,role,group\nZoe,zoe@example.org,,\nRen,ren@example.org,assistant,Plum\n"
    enrolment = enrolled(session, cast, text)
    assert enrolment.slips == ()
    assert [(invited.email, invited.role, invited.group_id) for invited in enrolment.invited] == [
        ("zoe@example.org", "student", None),
        ("ren@example.org", "assistant", cast.plum),
    ]
    assert session.scalar(select(func.count(User.id))) == before
    assert not session.scalars(select(Membership).where(Membership.user_id == cast.zoe)).all()


def test_the_faults_of_a_list_do_not_tell_who_has_an_account_elsewhere(
    session: Session, cast: Cast
) -> None:
    assert faults(session, cast, "name,email\nA,zoe@example.org\nB,nobody@example.org\n") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,username\nLi,zoe\n", "is taken"),
        ("name,username\nLi,ZOE\n", "is taken"),
        ("name,email\nMei,Mei@example.org\n", "in this course already"),
    ],
)
def test_what_clashes_with_an_account_is_a_fault(
    session: Session, cast: Cast, text: str, says: str
) -> None:
    [(line, fault)] = faults(session, cast, text)
    assert line == 2
    assert says in fault


def test_the_same_list_is_not_enrolled_twice(session: Session, cast: Cast) -> None:
    text = "name\nLi Mei\n李明\n"
    enrolled(session, cast, text)
    assert [line for line, _ in faults(session, cast, text)] == [2, 3]


def test_one_fault_and_nothing_of_the_list_is_used(session: Session, cast: Cast) -> None:
    before = session.scalar(select(func.count(User.id)))
    with pytest.raises(RosterError):
        enrolled(session, cast, "name,username,group\nLi,,Lotus\nLu,zoe,\n")
    assert session.scalar(select(func.count(User.id))) == before
    assert not session.scalars(select(Group).where(Group.name == "Lotus")).all()


def test_user_names_made_meet_neither_each_other_nor_those_given(
    session: Session, cast: Cast
) -> None:
    text = "name,username\nAnna Li,\nBo,anna-li\nÁnna Li,\nZoe,\nMing,\n"
    slips = enrolled(session, cast, text).slips
    assert len({slip.username for slip in slips}) == 5
    assert slips[1].username == "anna-li"
    assert slips[3].username.startswith("zoe-")


def test_a_lecture_is_enrolled_at_once(session: Session, cast: Cast) -> None:
    text = "name,group\n" + "".join(f"学生{n},G{n % 20}\n" for n in range(MOST_ROWS))
    slips = enrolled(session, cast, text).slips
    assert len({slip.username for slip in slips}) == MOST_ROWS


def test_admitting_a_member_again_changes_nothing(session: Session, cast: Cast) -> None:
    user = session.get_one(User, cast.ines)
    admit(session, course_of(session, cast), user, "student", cast.plum)
    assert member(session, cast.ines, cast.hukou).role == "instructor"


def test_a_group_of_another_course_admits_to_none(session: Session, cast: Cast) -> None:
    other = session.get_one(Course, cast.other)
    admitted = admit(session, other, session.get_one(User, cast.zoe), "student", cast.plum)
    assert admitted.group is None
    gone = admit(session, other, session.get_one(User, cast.mei), "student", 999)
    assert gone.group is None


def test_a_course_keeps_an_instructor(session: Session, cast: Cast) -> None:
    ines = member(session, cast.ines, cast.hukou)
    with pytest.raises(LastInstructorError):
        change_role(session, ines, "student")
    with pytest.raises(LastInstructorError):
        remove(session, ines)
    change_role(session, member(session, cast.tom, cast.hukou), "instructor")
    session.flush()
    change_role(session, ines, "student")
    assert ines.role == "student"


def test_drawn_passwords_are_readable_and_never_the_same() -> None:
    drawn = {draw_password() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(re.fullmatch(r"(?:[a-z]{4}-){3}[a-z]{4}", password) for password in drawn)


def managed(session: Session, cast: Cast) -> Membership:
    [slip] = enrolled(session, cast, "name\nLi Mei\n").slips
    user = session.scalars(select(User).where(User.username == slip.username)).one()
    return member(session, user.id, cast.hukou)


def test_an_instructor_renews_only_passwords_of_their_own_managed_accounts(
    session: Session, cast: Cast
) -> None:
    ines, ola = session.get_one(User, cast.ines), session.get_one(User, cast.ola)
    theirs = managed(session, cast)
    assert may_renew_password(session, ines, theirs)
    assert not may_renew_password(session, ola, theirs)
    assert not may_renew_password(session, session.get_one(User, cast.tom), theirs)
    assert not may_renew_password(session, ines, member(session, cast.mei, cast.hukou))

    admit(session, session.get_one(Course, cast.other), theirs.user)
    assert not may_renew_password(session, ines, theirs)
    session.add(Membership(course_id=cast.other, user=ines, role="assistant"))
    session.flush()
    assert not may_renew_password(session, ines, theirs)
    change_role(session, member(session, cast.ines, cast.other), "instructor")
    session.flush()
    assert may_renew_password(session, ines, theirs)


def test_an_instructor_is_nobodys_managed_account(session: Session, cast: Cast) -> None:
    theirs = managed(session, cast)
    theirs.role = "instructor"
    session.flush()
    assert not may_renew_password(session, session.get_one(User, cast.ines), theirs)


def test_a_renewed_password_ends_the_sessions_of_the_old_one(session: Session, cast: Cast) -> None:
    theirs = managed(session, cast)
    before = theirs.user.fs_uniquifier
    slip = renew_password(theirs, Password("kubo-sita", "hash"))
    assert (slip.username, slip.password) == (theirs.user.username, "kubo-sita")
    assert theirs.user.password == "hash"
    assert theirs.user.fs_uniquifier != before
