"""Which passwords may be chosen."""

import pytest

from app.core.passwords import COMMON, LONGEST, SHORTEST, fault_of

MEI = ("Mei Lin", "mei.lin@example.org", "mei-lin")


@pytest.mark.parametrize(
    "password",
    [
        "three plain words",
        "户口和居住证不是一回事",
        "kubo-sita-rove-mafi",
        "x7!Kq2#pL0",
        "a b c d e f",
    ],
)
def test_a_password_that_nobody_guesses_will_do(password: str) -> None:
    assert fault_of(password, *MEI) is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short one",
        "QWERTYUIOP",
        "Password123",
        "aaaaaaaaaa",
        "1212121212",
        "mei lin 2026",
        "Mei.Lin@example.org",
        "x" * (LONGEST + 1),
    ],
)
def test_a_password_that_anybody_would_try_will_not(password: str) -> None:
    assert fault_of(password, *MEI)


def test_the_list_of_common_passwords_holds_none_that_length_stops_anyway() -> None:
    assert not [password for password in COMMON if len(password) < SHORTEST]
    assert all(password == password.casefold() for password in COMMON)


def test_an_owner_of_whom_nothing_is_known_may_choose_freely() -> None:
    assert fault_of("three plain words", None, "", "李") is None
