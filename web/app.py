"""The one place where everything is put together."""

import os
from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from db.session import connect
from web import blueprints
from web.access import init_access
from web.assets import ONE_YEAR, init_assets
from web.cli.commands import COMMANDS
from web.config import Settings, version
from web.elsewhere import init_elsewhere
from web.errors import init_errors
from web.filters import init_filters
from web.forms.changes import init_changes
from web.logs import init_logs
from web.navigation import menu, unread_messages
from web.opening_pages import kept_drafts
from web.security import init_security
from web.tables import init_tables
from web.uploads import init_uploads
from web.visitor import load_visitor
from workflows import clock
from workflows.services.notices.post_office import use_post_office
from workflows.services.referral.keys import hold_keys


def create_app(settings: Settings | None = None) -> Flask:
    """The application. It reads neither the database nor `var/` before the first request or command.

    Raises Misconfigured when pages are to be served and a setting is missing.
    """
    if settings is None:
        settings = Settings.from_environment()
        if not _is_a_command():
            settings = settings.checked_for_serving()
    app = Flask(__name__)
    app.config.update(_flask_settings(settings))
    app.extensions["settings"] = settings
    app.extensions["create_app"] = create_app
    app.url_map.strict_slashes = False
    connect(settings.database_url)
    if settings.master_keys:
        hold_keys(*settings.master_keys)
    use_post_office(settings.post_office)
    _prepare_templates(app)
    _prepare_requests(app, settings)
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def _blueprints() -> list[Blueprint]:
    """The `blueprint` of each module in `web/blueprints/`."""
    names = sorted(module.name for module in iter_modules(blueprints.__path__))
    return [import_module(f"web.blueprints.{name}").blueprint for name in names]


def _is_a_command() -> bool:
    """Whether flask's command line asked for the app: a calculation needs no key."""
    return os.environ.get("FLASK_RUN_FROM_CLI") == "true"


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": settings.max_request_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.max_request_bytes,
        "SEND_FILE_MAX_AGE_DEFAULT": ONE_YEAR,
        "SESSION_COOKIE_NAME": "rammesag",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        # A form holds as long as the login does; the login has its own end.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    init_filters(app)
    init_tables(app)
    init_changes(app)
    app.jinja_env.globals.update(menu=menu, unread_messages=unread_messages, kept_drafts=kept_drafts)
    app.jinja_env.globals.update(version=version(), today=clock.today)


def _prepare_requests(app: Flask, settings: Settings) -> None:
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logins = LoginManager(app)
    logins.session_protection = None
    logins.user_loader(load_visitor)
    init_logs(app)
    init_access(app)
    init_uploads(app)
    CSRFProtect(app)
    init_assets(app)
    init_security(app, https=settings.https)
    init_errors(app)
    init_elsewhere(app)
