"""The language lives in the address alone: German plain, English under /en/."""

from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class AddressLanguageMiddleware(LocaleMiddleware):
    """Django's own, except that no answer claims to depend on the reader's settings: shared caches keep one page."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
