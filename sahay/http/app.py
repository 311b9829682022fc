"""The Sanic application, assembled."""

from sanic import Sanic

from sahay.http import errors, ops, pages
from sahay.http.bodies import BODY_BYTES
from sahay.http.chat import chat_blueprint
from sahay.http.chat_records import records_blueprint
from sahay.http.continuing import continuing_blueprint
from sahay.http.demo import demo_blueprint
from sahay.http.desk import desk_blueprint
from sahay.http.files import files_blueprint
from sahay.http.forwarding import forwarding_blueprint
from sahay.http.identify import identify_blueprint
from sahay.http.notify import notify_blueprint
from sahay.http.pictures import pictures_blueprint
from sahay.http.services import Services
from sahay.http.shop import shop_blueprint
from sahay.http.types import App
from sahay.http.webhooks import webhooks_blueprint
from sahay.http.widget import widget_blueprint

# How long open streams may take to say goodbye when the app stops.
SHUTDOWN_SECONDS = 3.0


def create_app(services: Services) -> App:
    settings = services.settings
    app = Sanic("sahay", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = BODY_BYTES
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SHUTDOWN_SECONDS
    app.config.ACCESS_LOG = False
    # Whose X-Forwarded-For and -Proto are believed: none, or the reverse proxies that stand before the app.
    app.config.PROXIES_COUNT = settings.proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"
    errors.install(app)
    ops.install(app, services)
    pages.install(app, settings.widget.allowed_origins)
    app.blueprint(shop_blueprint(services))
    app.blueprint(chat_blueprint(services))
    app.blueprint(files_blueprint(services))
    app.blueprint(pictures_blueprint(services))
    app.blueprint(records_blueprint(services))
    app.blueprint(widget_blueprint(services))
    app.blueprint(identify_blueprint(services))
    app.blueprint(continuing_blueprint(services))
    if settings.demo_secret:
        app.blueprint(demo_blueprint(services, settings.demo_secret))
    app.blueprint(desk_blueprint(services))
    app.blueprint(forwarding_blueprint(services))
    app.blueprint(notify_blueprint(services))
    app.blueprint(webhooks_blueprint(services))

    async def start(_app: App) -> None:
        await services.start()

    async def close_streams(_app: App) -> None:
        services.hub.close()

    async def stop(_app: App) -> None:
        await services.stop()

    app.register_listener(start, "after_server_start")
    app.register_listener(close_streams, "before_server_stop")
    app.register_listener(stop, "after_server_stop")
    return app
