"""The row of what binds two municipalities: one for each record behind a line of the network's picture."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from kommunen.exchange.answers import DESTATIS
from kommunen.exchange.serializers.base import SourceSerializer, StatedDate, public_address
from kommunen.exchange.serializers.municipality import MunicipalityPart
from kommunen.exchange.serializers.vocabulary import ThemePart
from kommunen.network.picture import KIND_LABELS, kind_of

ACTIVE, ENDED = "active", "ended"


class TieSerializer(serializers.Serializer):
    """Takes (line, tie) pairs. Arguments: network, which they come from."""

    file_name = "netzwerk"
    notice = ""
    notice_of_places = DESTATIS

    municipality = MunicipalityPart(label=_("municipality"))
    partner = MunicipalityPart(label=_("partner municipality"))
    kind = serializers.ChoiceField(list(KIND_LABELS.items()), label=_("kind"))
    title = serializers.CharField(label=_("title"))
    url = serializers.URLField(label=_("web address"))
    themes = ThemePart(many=True, label=_("themes"))
    since = StatedDate(label=_("start"), allow_null=True)
    until = StatedDate(label=_("end"), allow_null=True)
    status = serializers.ChoiceField([(ACTIVE, _("active")), (ENDED, _("ended"))], label=_("Active or ended"))
    sources = SourceSerializer(many=True, label=_("sources"))
    checked_on = serializers.DateField(label=_("last checked on"), allow_null=True)

    def __init__(self, network):
        super().__init__()
        self.network = network

    def to_representation(self, record):
        link, tie = record
        themes = [one for slug, one in self.network.subjects.items() if slug in tie.themes]
        return {
            "municipality": self.fields["municipality"].to_representation(link.a),
            "partner": self.fields["partner"].to_representation(link.b),
            "kind": kind_of(tie),
            "title": tie.fact.title,
            "url": public_address(tie.fact),
            "themes": self.fields["themes"].to_representation(themes),
            "since": tie.since or None,
            "until": tie.until or None,
            "status": ENDED if tie.has_ended(self.network.today) else ACTIVE,
            "sources": self.fields["sources"].to_representation(tie.sources),
            "checked_on": tie.checked_on and tie.checked_on.isoformat(),
        }

    def points(self, record):
        """The places of both."""
        link, _tie = record
        return [(longitude, latitude) for node in (link.a, link.b) for latitude, longitude in node.places]

    def located(self, records):
        return records

    def key(self, row):
        """A line has no name of its own."""
        return ""
