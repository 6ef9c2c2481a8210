"""Headers that every answer carries beside those of Django and django-csp, and ``/.well-known/security.txt``."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse

# What a browser can do and no page of ours asks it to; a companion page keeps nothing but its own facts.
OFF = [
    *["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"],
    *["geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment"],
    *["picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"],
]
HEADERS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in OFF),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
VALID_FOR = timedelta(days=180)


class HeadersMiddleware:
    """Adds the headers, where an answer has none of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code == 301:  # kept for good, it would lead in a circle once an address is taken back
            response.headers.setdefault("Cache-Control", "no-cache")
        if response.has_header("Access-Control-Allow-Origin"):  # open data: made to be read from anywhere
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def security_txt(request):
    """Where to report a weakness (RFC 9116); absent where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (datetime.now(UTC) + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
