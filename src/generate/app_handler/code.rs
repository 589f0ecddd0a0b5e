//! The Python text of the handlers, by what it does.

pub(super) const MOUNT: &str = r#"def mount_point(event):
    """Where the browser sees the app, without the final slash, and what the path shows before the app's own."""
    context = event.get("requestContext") or {}
    host = (context.get("domainName") or "").lower()
    stage = context.get("stage") or ""
"#;

pub(super) const PATH_OF_REST: &str = r#"    path = (event.get("path") or "/") + "/"
"#;

/// Events of format 2.0 say `rawPath`.
pub(super) const PATH_OF_HTTP: &str = r#"    path = (event.get("rawPath") or event.get("path") or "/") + "/"
"#;

pub(super) const MOUNTS: &str = r#"    found = [base for domain, of, base in BASE_PATHS if of == stage and serves(domain, host)]
    mounts = sorted(("/" + base if base else "" for base in found), key=len, reverse=True)
"#;

/// A REST API keeps the stage out of the event's path.
pub(super) const MOUNT_OF_REST: &str = r#"    for mount in mounts:
        if path.startswith(mount + "/"):
            return mount, mount
    return ("/" + stage if ".execute-api." in host and stage else ""), ""


"#;

/// An HTTP API shows a named stage, behind a mapping, too, where format 2.0 shows no base path (AWS: "Create AWS Lambda proxy
/// integrations for HTTP APIs in API Gateway"; seen in CodeGenieApp/serverless-express#465); format 1.0 shows the base path.
/// Of several base paths of one stage an event of format 2.0 does not tell which one: the shortest is taken.
pub(super) const MOUNT_OF_HTTP: &str = r#"    named = "/" + stage if stage not in ("", "$default") else ""
    shown = named if path.startswith(named + "/") else ""
    if ".execute-api." in host:
        return named, shown
    if not shown or "rawPath" not in event:
        for mount in mounts:
            if path.startswith(mount + "/"):
                return mount, mount
    return mounts[-1] if mounts else "", shown


"#;

pub(super) const SERVES: &str = r#"def serves(domain, host):
    """Whether a custom domain answers for a host; `*` stands for one label."""
    return domain == host or (domain.startswith("*.") and host.partition(".")[2] == domain[2:])


"#;

/// Dash reads its prefix from a setting.
pub(super) const SHOW_DASH_AT: &str = r#"def show_at(prefix):
    dict.__setitem__(dash_app.config, "requests_pathname_prefix", prefix)
    for page in dash.page_registry.values():
        if page.get("path"):
            page["relative_path"] = dash_app.get_relative_path(page["path"])


"#;

/// Django reads the prefix of its links for each request, but that of files once.
pub(super) const SHOW_DJANGO_AT: &str = r#"shown_at = []


def show_at(mount):
    if shown_at == [mount]:
        return
    shown_at[:] = [mount]
    for name in ("STATIC_URL", "MEDIA_URL"):
        settings.__dict__.pop(name, None)
    storages._storages.clear()
    default_storage._wrapped = staticfiles_storage._wrapped = empty


"#;

/// A WSGI middleware, up to where a framework is told what WSGI does not say.
pub(super) const WSGI: &str = r#"class Gateway:
    """Tells the app where it stands, and other origins that they may read its answers."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        event = environ.get("apig_wsgi.full_event") or {}
        mount, shown = mount_point(event)
        if shown:
            environ["PATH_INFO"] = environ.get("PATH_INFO", "/")[len(shown) :] or "/"
        environ["SCRIPT_NAME"] = mount
"#;

pub(super) const TELL_DASH: &str = r#"        if not FIXED_PREFIX:
            show_at(mount + "/")
"#;

pub(super) const TELL_DJANGO: &str = "        show_at(mount)\n";

pub(super) const WSGI_ANSWER: &str = r#"        origin = environ.get("HTTP_ORIGIN", "")

        def start(status, headers, exc_info=None):
            return start_response(status, headers + cross_origin(origin, headers"#;

/// By the route that API Gateway chose, where routes differ.
pub(super) const WSGI_ROUTE: &str = r#", event.get("resource")"#;

pub(super) const WSGI_ANSWER_END: &str = r"), exc_info)

        return self.app(environ, start)


";

/// An ASGI middleware: `path` holds the whole path, `root_path` the part before the app's own.
pub(super) const ASGI: &str = r#"class Gateway:
    """Tells the app where it stands, and other origins that they may read its answers."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        mount, shown = mount_point(scope.get("aws.event") or {})
        path = mount + scope["path"][len(shown) :]
        scope = dict(scope, root_path=mount, path=path + "/" if path == mount else path)
        origin = texts(pair for pair in scope["headers"] if pair[0] == b"origin")

        async def start(message):
            if message["type"] == "http.response.start":
                sent = list(message.get("headers", []))
                added = cross_origin(origin[0][1] if origin else "", texts(sent)"#;

/// By the route that API Gateway chose, where routes differ.
pub(super) const ASGI_ROUTE: &str = r#", (scope.get("aws.event") or {}).get("resource")"#;

pub(super) const ASGI_END: &str = r#")
                added = [(name.lower().encode(), value.encode()) for name, value in added]
                message = dict(message, headers=sent + added)
            await send(message)

        await self.app(scope, receive, start)


def texts(headers):
    """Headers of ASGI, which are bytes, as texts."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


"#;

pub(super) const CROSS_ORIGIN_BY_ROUTE: &str = r#"def cross_origin(origin, sent, resource):
    """Headers that let a page of that origin read the answer, unless the app sent its own: browsers refuse two."""
    of_api = (ALLOWED_ORIGINS, ALLOW_CREDENTIALS, EXPOSE_HEADERS)
    origins, credentials, exposed = ROUTE_ORIGINS.get(resource, of_api)
    if any(name.lower() == "access-control-allow-origin" for name, _ in sent):
        return []
    readable = [("Access-Control-Expose-Headers", exposed)] * bool(exposed)
    if "*" in origins:
        return [("Access-Control-Allow-Origin", "*")] + readable
    if origin not in origins:
        return []
    headers = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")] + readable
    return headers + [("Access-Control-Allow-Credentials", "true")] * credentials


"#;

pub(super) const CROSS_ORIGIN: &str = r#"def cross_origin(origin, sent):
    """Headers that let a page of that origin read the answer, unless the app sent its own: browsers refuse two."""
    if any(name.lower() == "access-control-allow-origin" for name, _ in sent):
        return []
    readable = [("Access-Control-Expose-Headers", EXPOSE_HEADERS)] * bool(EXPOSE_HEADERS)
    if "*" in ALLOWED_ORIGINS:
        return [("Access-Control-Allow-Origin", "*")] + readable
    if origin not in ALLOWED_ORIGINS:
        return []
    headers = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")] + readable
    return headers + [("Access-Control-Allow-Credentials", "true")] * ALLOW_CREDENTIALS


"#;
