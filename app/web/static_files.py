"""Serves the static tree under an address that changes with its content, so that browsers keep it for ever."""

from functools import cached_property
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ROOT = Path(__file__).parents[2] / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


class StaticTree:
    """The files below `root` with a known type; nothing else can be linked to or served."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths relative to the root, with forward slashes."""
        found = (path for path in self.root.rglob("*") if path.is_file() and not path.is_symlink())
        return frozenset(path.relative_to(self.root).as_posix() for path in found if path.suffix in TYPES)

    @cached_property
    def build(self) -> str:
        """Twelve hex digits over every path and byte of the tree."""
        digest = sha256()
        for path in sorted(self.files):
            digest.update(path.encode() + b"\0" + sha256((self.root / path).read_bytes()).digest())
        return digest.hexdigest()[:12]

    def url(self, path: str) -> str:
        """The address of a file; LookupError when there is none, so that a broken link fails in the tests."""
        if path not in self.files:
            raise LookupError(f"no static file {path}")
        return f"/static/{self.build}/{path}"


class StaticMount(StaticFiles):
    """`/<build>/<path>`: the present build may be kept for ever, an older address must ask again.

    An older address still answers, so that a page opened before an upgrade keeps its look.
    """

    def __init__(self, tree: StaticTree) -> None:
        super().__init__(directory=tree.root)
        self.tree = tree

    async def get_response(self, path: str, scope: Scope) -> Response:
        build, _, name = Path(path).as_posix().partition("/")
        if name not in self.tree.files:
            raise HTTPException(404)
        response = await super().get_response(name, scope)
        fresh = build == self.tree.build
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        response.headers["cross-origin-resource-policy"] = "same-origin"
        if "content-type" in response.headers:
            response.headers["content-type"] = TYPES[Path(name).suffix]
        return response


TREE = StaticTree(ROOT)
