"""Is a password fit to be chosen? Length first, then what everybody would guess.

>>> fault_of("correct horse battery")
>>> fault_of("Ming Li 2007", "Ming Li", "ming@example.org")
'This password is little more than your name or address.'
"""

SHORTEST = 10  # characters; NIST SP 800-63B asks for 8, and we have no second factor
LONGEST = 128  # characters; beyond any sentence, and no work for argon2

# What lists of leaked passwords begin with, of those that are long enough to pass.
COMMON = frozenset(
    """
    1234567890 0123456789 0987654321 9876543210 1234567891 12345678910 123456789a a123456789
    aa123456789 q123456789 123123123a 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc qazwsxedcrfv
    qwertyuiop qwertyuiop1 qwertyuiop123 qwerty12345 qwerty123456 1234qwerasdf asdfghjkl123
    zxcvbnm123 zxcvbnm1234 abcdefghij abcdefghijk abc1234567 abcd123456 abcde12345 abc123456789
    password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123
    mypassword mypassword1 newpassword changeme123 changeme1234 letmein123 letmein1234 welcome123
    welcome1234 welcome2026 iloveyou12 iloveyou123 sunshine123 princess123 football123 baseball123
    basketball administrator admin12345 admin123456 superman123 trustno1234 whatever123 starwars123
    monkey12345 dragon12345 master12345 shadow12345 michael123 woaini1314 woaini1314520 woaini520520
    woaini123456 5201314520 5201314woaini 1314520520 li123456789 wang123456 zhang123456 asd123456789
    qq123456789 interleaf1 interleaf12 interleaf123 interleafinterleaf student123 student1234
    teacher123 teacher1234 university1 university123
    """.split()
)
FEWEST_DIFFERENT = 5  # characters: "aaaaaaaaaa" and "1212121212" are no secrets


def fault_of(password: str, *about: str | None) -> str | None:
    """Say what is wrong with a password, or None. `about` is what others know of its owner: name,
    address, user name."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters; a few words make a good password."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if plain in COMMON or len(set(plain)) < FEWEST_DIFFERENT:
        return "This password is among the first that anybody would try."
    known = {word for text in about if text for word in _words(text)}
    if known and sum(len(word) for word in _words(plain) if word not in known) < SHORTEST // 2:
        return "This password is little more than your name or address."
    return None


def _words(text: str) -> list[str]:
    """The runs of letters and digits of a text, folded."""
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
