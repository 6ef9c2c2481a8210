"""Pages of the API's lists."""

from django.core.paginator import InvalidPage
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.utils.urls import replace_query_param

LARGEST = 999_999_999  # number that is read at all


def positive(text, highest=None):
    """Read a number from 1 to ``highest``; None where the text is something else."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if number >= 1 and (highest is None or number <= highest) else None


class Pages(PageNumberPagination):
    """`page` and `page_size` (50 unless told, 200 at most); the answer links to the next and the previous page.

    What is no number is a fault (400), as a wrong filter value is; a page after the last one does not exist (404).
    Both name the last one and lead there (header Link).
    """

    page_size_query_param = "page_size"
    max_page_size = 200
    last_page_strings = ()

    def get_page_size(self, request):
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size
        if size := positive(asked, self.max_page_size):
            return size
        fault = _("Please write a number from 1 to %(highest)d.") % {"highest": self.max_page_size}
        raise ValidationError({self.page_size_query_param: [fault]})

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        paginator = self.django_paginator_class(queryset, self.get_page_size(request))
        number = positive(request.query_params.get(self.page_query_param, "1"))
        try:
            self.page = paginator.page(number)
        except InvalidPage as none_of_it:
            last = paginator.num_pages
            if view:
                address = replace_query_param(request.build_absolute_uri(), self.page_query_param, last)
                view.headers["Link"] = f'<{address}>; rel="last"'
            if number:
                raise NotFound(_("The last page of this list is number %(last)d.") % {"last": last}) from none_of_it
            fault = _("Please write a number from 1 to %(highest)d.") % {"highest": last}
            raise ValidationError({self.page_query_param: [fault]}) from none_of_it
        return list(self.page)

    def get_paginated_response_schema(self, schema):
        answer = super().get_paginated_response_schema(schema)
        for name in ("next", "previous"):
            answer["properties"][name].pop("example", None)
        return {**answer, "required": ["count", "next", "previous", "results"]}
