from flask import Flask
from sqlalchemy.orm import Session

from app.models import Course, Membership, User
from tests.conftest import Cast


def test_a_course_is_made_and_an_instructor_appointed(
    app: Flask, session: Session, cast: Cast
) -> None:
    runner = app.test_cli_runner()
    made = runner.invoke(args=["courses", "create", "Permits & 积分"])
    assert made.exit_code == 0
    assert "Course permits; people join it at /join/" in made.output
    appointed = runner.invoke(args=["courses", "instruct", "permits", "zoe@example.org"])
    assert appointed.output == "Zoe instructs Permits & 积分\n"
    roles = {
        m.user.name: m.role
        for m in session.query(Course).filter_by(slug="permits").one().memberships
    }
    assert roles == {"Zoe": "instructor"}


def test_a_member_becomes_instructor_and_stays_one_member(
    app: Flask, session: Session, cast: Cast
) -> None:
    app.test_cli_runner().invoke(args=["courses", "instruct", "hukou", "ming"])
    ming = session.get_one(User, cast.ming)
    assert [(m.course.slug, m.role) for m in ming.memberships] == [("hukou", "instructor")]


def test_nobody_is_appointed_who_is_not_there(app: Flask, session: Session, cast: Cast) -> None:
    for args, words in (
        (["nowhere", "zoe"], "there is no course nowhere"),
        (["hukou", "nobody"], "there is no account nobody"),
    ):
        result = app.test_cli_runner().invoke(args=["courses", "instruct", *args])
        assert result.exit_code == 1
        assert words in result.output
    assert session.query(Membership).filter_by(user_id=cast.zoe).count() == 0
