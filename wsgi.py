"""The entry of every server and of the `flask` command."""

from app.factory import create_app

app = create_app()
