"""Forms by Flask-WTF, which publishes no types: the type checker sees WTForms' own."""

from typing import TYPE_CHECKING

from wtforms import Field, ValidationError

from app.core.people import UnfitNameError, clean_name
from app.core.roster import clean_address

if TYPE_CHECKING:
    from wtforms import Form as Form
else:
    from flask_wtf import FlaskForm as Form


def fit_name(form: Form, field: Field) -> None:
    """Bring somebody's name into its kept form, or say why it cannot be one."""
    try:
        field.data = clean_name(field.data or "")
    except UnfitNameError as unfit:
        raise ValidationError(str(unfit)) from None


def fit_address(form: Form, field: Field) -> None:
    """Bring an e-mail address into its kept form, or say that it is none."""
    try:
        field.data = clean_address((field.data or "").strip())
    except ValueError as unfit:
        raise ValidationError(str(unfit)) from None
