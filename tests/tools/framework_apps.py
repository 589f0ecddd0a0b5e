"""The same small program in Flask, FastAPI and Django, as files of a package.

Each answers `/` with its links, `/plain` with its own link, `/moved` with a redirection to it, `/echo` with
what it was sent, and `/image`, `/zipped`, `/cookies`, `/own-origin`; a file stands below `static`.
"""

from __future__ import annotations

from pathlib import Path

# Bytes that are no UTF-8, as in every image.
PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256))

FLASK = """
import gzip

from flask import Flask, Response, redirect, request, url_for

app = Flask(__name__)


@app.get("/")
def home():
    return {"plain": url_for("plain"), "file": url_for("static", filename="dot.png"), "url": request.base_url}


@app.get("/plain")
def plain():
    return url_for("plain")


@app.get("/moved")
def moved():
    return redirect(url_for("plain"))


@app.post("/echo")
def echo():
    return {"body": request.get_json(), "x": request.args["x"]}


@app.get("/image")
def image():
    return Response(bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)), mimetype="image/png")


@app.get("/zipped")
def zipped():
    return Response(gzip.compress(b"x" * 9000), headers={"Content-Encoding": "gzip"})


@app.get("/cookies")
def cookies():
    answer = Response(" ".join(f"{name}={value}" for name, value in sorted(request.cookies.items())))
    answer.set_cookie("c", "3")
    answer.set_cookie("d", "4")
    return answer


@app.get("/own-origin")
def own_origin():
    return Response("x", headers={"access-control-allow-origin": "https://app.example.com"})
"""

FASTAPI = """
import gzip
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

started = []


@asynccontextmanager
async def lifespan(app):
    started.append(True)
    yield


app = FastAPI(lifespan=lifespan)
app.mount("/static", StaticFiles(directory=Path(__file__).with_name("static")), name="static")


def local(url):
    return url.path


@app.get("/")
async def home(request: Request):
    links = {"plain": local(request.url_for("plain")), "file": local(request.url_for("static", path="dot.png"))}
    return links | {"url": str(request.url)}


@app.get("/plain", response_class=PlainTextResponse)
def plain(request: Request):
    return local(request.url_for("plain"))


@app.get("/moved")
async def moved(request: Request):
    return RedirectResponse(local(request.url_for("plain")), status_code=302)


@app.post("/echo")
async def echo(request: Request, x: str):
    return {"body": await request.json(), "x": x}


@app.get("/image")
async def image():
    return Response(bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)), media_type="image/png")


@app.get("/zipped")
async def zipped():
    return Response(gzip.compress(b"x" * 9000), headers={"Content-Encoding": "gzip"}, media_type="text/html")


@app.get("/cookies")
async def cookies(request: Request):
    answer = PlainTextResponse(" ".join(f"{name}={value}" for name, value in sorted(request.cookies.items())))
    answer.set_cookie("c", "3", samesite=None)
    answer.set_cookie("d", "4", samesite=None)
    return answer


@app.get("/own-origin")
async def own_origin():
    return PlainTextResponse("x", headers={"access-control-allow-origin": "https://app.example.com"})


@app.get("/started")
async def was_started():
    return bool(started)


@app.get("/slash/")
async def slash():
    return "slash"
"""

DJANGO_SETTINGS = """
from pathlib import Path

SECRET_KEY = "of the test"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "mysite.urls"
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATICFILES_DIRS = [Path(__file__).parent / "static"]
STATIC_URL = "static/"
MEDIA_URL = "media/"
USE_TZ = True
"""

DJANGO_WSGI = """
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
application = get_wsgi_application()
"""

DJANGO_URLS = """
import gzip
import json

from django.contrib.staticfiles.views import serve
from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt


def home(request):
    links = {"plain": reverse("plain"), "file": static("dot.png"), "media": default_storage.url("a.txt")}
    return JsonResponse(links | {"url": request.build_absolute_uri()})


def plain(request):
    return HttpResponse(reverse("plain"), content_type="text/plain")


def moved(request):
    return HttpResponseRedirect(reverse("plain"))


@csrf_exempt
def echo(request):
    return JsonResponse({"body": json.loads(request.body), "x": request.GET["x"]})


def image(request):
    return HttpResponse(bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)), content_type="image/png")


def zipped(request):
    return HttpResponse(gzip.compress(b"x" * 9000), headers={"Content-Encoding": "gzip"})


def cookies(request):
    answer = HttpResponse(" ".join(f"{name}={value}" for name, value in sorted(request.COOKIES.items())))
    answer.set_cookie("c", "3")
    answer.set_cookie("d", "4")
    return answer


def own_origin(request):
    return HttpResponse("x", headers={"access-control-allow-origin": "https://app.example.com"})


urlpatterns = [
    path("", home),
    path("plain", plain, name="plain"),
    path("moved", moved),
    path("echo", echo),
    path("image", image),
    path("zipped", zipped),
    path("cookies", cookies),
    path("own-origin", own_origin),
    path("static/<path:path>", serve, {"insecure": True}),
]
"""

# By the key in the design: how the design names the program, and its files.
APPS: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "flask": ({"module": "web", "app_object": "app"}, {"web.py": FLASK}, "static"),
    "fastapi": ({"module": "web", "app_object": "app"}, {"web.py": FASTAPI}, "static"),
    "django": (
        {"settings_module": "mysite.settings", "wsgi_module": "mysite.wsgi"},
        {
            "mysite/__init__.py": "",
            "mysite/settings.py": DJANGO_SETTINGS,
            "mysite/wsgi.py": DJANGO_WSGI,
            "mysite/urls.py": DJANGO_URLS,
        },
        "mysite/static",
    ),
}


def app(framework: str) -> dict[str, dict[str, str]]:
    """The design's `app`."""
    return {framework: dict(APPS[framework][0])}


def write(framework: str, folder: Path) -> Path:
    """The program beside what is in the folder already."""
    _, files, static = APPS[framework]
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / static).mkdir(parents=True)
    (folder / static / "dot.png").write_bytes(PNG)
    return folder
