"""The commands of `flask --app wsgi`; each is in a file of its own."""

import click

from web.cli.calc import calc
from web.cli.database import db, demo
from web.cli.document import document
from web.cli.keys import keys
from web.cli.search import search
from web.cli.serve import serve
from web.cli.user import user
from web.cli.worker import worker

COMMANDS: tuple[click.Command, ...] = (calc, db, demo, document, keys, search, serve, user, worker)
