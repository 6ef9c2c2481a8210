"""Which version of the program this is: the same for the same files, so that processes can share what they keep."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

ROOMS = "congress", "kommunen", "templates"
KINDS = {".py", ".html", ".mo", ".txt", ".json"}


@cache
def release():
    """A checksum of code, templates, catalogues and the names of the static files; read once per process."""
    digest = sha256()
    rooms = [settings.BASE_DIR / room for room in ROOMS]
    files = sorted(path for room in rooms for path in room.rglob("*") if path.suffix in KINDS)
    for path in [*files, Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.is_file():
            digest.update(f"{path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
