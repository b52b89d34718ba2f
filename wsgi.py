"""The WSGI entry: `gunicorn wsgi:app` serves it, `flask --app wsgi …` runs its commands."""

from web.app import create_app

app = create_app()
