"""How often one address may ask the API: generously, and said in every answer.

An address is counted for a minute, in memory, under a name that does not tell it. Each server process counts for
itself, so with two of them somebody may ask up to twice as often; with ``CACHE_URL`` all of them count together.
"""

from ipaddress import ip_address, ip_network
from time import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

WINDOW = 60  # seconds


class Throttle(BaseThrottle):
    """``API_REQUESTS_PER_MINUTE`` for each address; 0 asks for no limit."""

    def allow_request(self, request, view):
        most = settings.API_REQUESTS_PER_MINUTE
        if not most:
            return True
        now = time()
        window = int(now // WINDOW)
        self.seconds = WINDOW - int(now % WINDOW)
        used = count(f"api:{window}:{salted_hmac('kommunen.api', self.address(request)).hexdigest()[:32]}")
        request._request.rate_limit = {
            "RateLimit-Limit": str(most),
            "RateLimit-Remaining": str(max(most - used, 0)),
            "RateLimit-Reset": str(self.seconds),
            "RateLimit-Policy": f"{most};w={WINDOW}",
        }
        return used <= most

    def wait(self):
        return self.seconds

    def address(self, request):
        """The asker's address as the outermost of our own proxies saw it; of IPv6 the network that one person holds."""
        found = self.get_ident(request)
        try:
            known = ip_address(found)
        except ValueError:
            return found
        return str(ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)


def count(key):
    """How often a key was counted within its window."""
    cache.add(key, 0, WINDOW + 1)
    try:
        return cache.incr(key)
    except ValueError:  # swept away in between
        return 1
