"""Pages of the API's lists."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`page` and `page_size` (50 unless told, 200 at most); the answer links to the next and the previous page."""

    page_size_query_param = "page_size"
    max_page_size = 200
