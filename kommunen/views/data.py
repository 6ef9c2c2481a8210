"""Open data, explained; and all of it in one file."""

import logging

from django.conf import settings
from django.http import FileResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from kommunen.exchange.answers import DESTATIS, open_to_programs, problem_response
from kommunen.exchange.archive import archive, number_of_records
from kommunen.exchange.linked.catalogue import Catalogue
from kommunen.exchange.linked.structured import data_block, directory
from kommunen.views.feeds import NOUNS

logger = logging.getLogger(__name__)


class DataView(TemplateView):
    """What can be had in which form."""

    template_name = "kommunen/data.html"

    def get_context_data(self, **kwargs):
        feeds = {name: capfirst(noun._meta.verbose_name_plural) for name, noun in NOUNS.items()}
        lists = [(capfirst(row.Meta.model._meta.verbose_name_plural), row) for row in Catalogue.rows()]
        return super().get_context_data(
            archive=archive(make=False),  # nobody waits here for it: it is made for who asks for it
            records=number_of_records(),
            feeds=feeds,
            structured=data_block(directory(lists)),
            for_govdata=bool(settings.CATALOGUE["contributor"]),
            **kwargs,
        )


class ArchiveView(View):
    """The archive of everything, under its dated name."""

    def get(self, request):
        try:
            found = archive()
        except OSError:
            logger.exception("The archive could not be prepared.")
            return problem_response(503, _("The archive cannot be prepared at the moment."))
        file = open(found.path, "rb")  # noqa: SIM115 - the response closes it
        response = FileResponse(file, filename=found.file_name, as_attachment=True)
        response["Content-Type"] = "application/zip"
        response["ETag"] = f'"{found.checksum}"'
        response["X-Robots-Tag"] = "noindex"
        return open_to_programs(response, DESTATIS)
