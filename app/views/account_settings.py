"""What Flask-Security is told: how passwords are kept, what it says, what of it is used."""

from datetime import timedelta

from flask import Flask

from app.core.passwords import SHORTEST

RESET_WITHIN = timedelta(hours=2)  # long enough for slow mail, short for a forgotten inbox
REMEMBERED_FOR = timedelta(days=30)
# OWASP's first choice for argon2id: 19 MiB and some 40 ms, where the library's own takes 220 ms.
ARGON2 = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19_456,  # KiB
    "argon2__time_cost": 2,
    "argon2__parallelism": 1,
}
MESSAGES = {
    "GENERIC_AUTHN_FAILED": "That name and password do not go together.",
    "PASSWORD_RESET_REQUEST": "If there is an account with this address, a link is on its way.",
    "GENERIC_RECOVERY": "If there is an account with this address, a link is on its way.",
    "INVALID_RESET_PASSWORD_TOKEN": "This link has been used, or is not whole. Ask for a new one.",
    "PASSWORD_RESET_EXPIRED": "This link is too old. Ask for a new one.",
    "PASSWORD_RESET_NO_LOGIN": "Your password is changed. Sign in with the new one.",
    "PASSWORD_CHANGE": "Your password is changed, and every other device is signed out.",
    "PASSWORD_IS_THE_SAME": "This is your present password.",
    "PASSWORD_NOT_PROVIDED": "Write a password.",
    "INVALID_PASSWORD": "This is not your password.",
    "RETYPE_PASSWORD_MISMATCH": "The two passwords differ.",
    "EMAIL_NOT_PROVIDED": "Write your e-mail address.",
    "INVALID_EMAIL_ADDRESS": "This is no e-mail address.",
    "INVALID_REDIRECT": "The address to go on to was another site’s, and was left out.",
    "UNAUTHENTICATED": "Sign in to see this.",
}


def configure(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.config.from_mapping(
        # Each hash has a salt of its own. Nothing secret goes in besides: a new SECRET_KEY ends
        # every session and must not cost anybody the password.
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of an algorithm
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=ARGON2,
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST,
        SECURITY_RECOVERABLE=True,
        SECURITY_RESET_PASSWORD_WITHIN=RESET_WITHIN,
        SECURITY_CHANGEABLE=True,
        SECURITY_POST_CHANGE_VIEW="account.show",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_USER_IDENTITY_ATTRIBUTES=[
            {"email": {"mapper": str.lower, "case_insensitive": True}}
        ],
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},  # asks no name server
        SECURITY_EMAIL_SENDER=settings.mail_sender,
        SECURITY_EMAIL_HTML=False,
        SECURITY_EMAIL_SUBJECT_PASSWORD_RESET="Interleaf: a new password",  # noqa: S106
        SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE="Interleaf: your password was changed",  # noqa: S106
        SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE="Interleaf: your password was changed",  # noqa: S106
        # What it could do besides, and must not: tokens, its own files, roles, commands.
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_STATIC_FOLDER=None,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_FRESHNESS=timedelta(minutes=-1),
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        REMEMBER_COOKIE_DURATION=REMEMBERED_FOR,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=settings.public_url.startswith("https:"),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may stay open over lunch
    )
    app.config.update({f"SECURITY_MSG_{key}": (text, "info") for key, text in MESSAGES.items()})
