"""The row of a congress with its programme, its outcomes and who was there."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from congress.archive import Programme
from congress.models import ENTRY_KINDS, Attendance, Congress, CongressStatus, Outcome, Session
from kommunen.exchange.serializers import (
    PROVENANCE,
    CooperationPart,
    MunicipalityPart,
    PageSerializer,
    ProjectPart,
    RecordSerializer,
    ThemePart,
)
from kommunen.exchange.serializers.base import TitledPart
from kommunen.models import published_related


class SessionSerializer(RecordSerializer):
    """One item of a congress's programme."""

    columns = ("title",)

    municipalities = MunicipalityPart(many=True, read_only=True)
    themes = ThemePart(many=True, read_only=True)
    projects = ProjectPart(many=True, read_only=True)
    cooperations = CooperationPart(many=True, read_only=True)

    class Meta:
        model = Session
        fields = [
            "title",
            "kind",
            "day",
            "begins",
            "ends",
            "room",
            "municipalities",
            "themes",
            "projects",
            "cooperations",
            "summary",
            *PROVENANCE,
        ]


class OutcomeSerializer(RecordSerializer):
    """What came out of a congress."""

    columns = ("text",)

    municipalities = MunicipalityPart(many=True, read_only=True)
    themes = ThemePart(many=True, read_only=True)
    projects = ProjectPart(many=True, read_only=True)
    cooperations = CooperationPart(many=True, read_only=True)
    grown_cooperations = CooperationPart(many=True, read_only=True)

    class Meta:
        model = Outcome
        fields = ["text", "municipalities", "themes", "projects", "cooperations", "grown_cooperations", *PROVENANCE]


class AttendanceSerializer(RecordSerializer):
    """That a municipality was, or will be, there."""

    columns = ("municipality",)

    municipality = MunicipalityPart(read_only=True)

    class Meta:
        model = Attendance
        fields = ["municipality", *PROVENANCE]


class CongressSerializer(PageSerializer):
    """A meeting of the model municipalities. Attendance is what a source names, often not all."""

    file_name = "kongresse"

    host = MunicipalityPart(read_only=True, allow_null=True)
    sessions = SessionSerializer(many=True, read_only=True, label=_("sessions"))
    outcomes = OutcomeSerializer(many=True, read_only=True, label=_("outcomes"))
    attendances = AttendanceSerializer(many=True, read_only=True, label=_("attendances"))

    class Meta:
        model = Congress
        fields = [
            "slug",
            "url",
            "title",
            "kind",
            "status",
            "number",
            "motto",
            "place",
            "host",
            "venue",
            "start",
            "end",
            "participants",
            "summary",
            "sessions",
            "outcomes",
            "attendances",
            *PROVENANCE,
        ]

    @classmethod
    def complete(cls, queryset):
        attendances = Attendance.objects.with_row().select_related("municipality")
        return queryset.select_related("host").prefetch_related(
            published_related("sessions", Session.objects.with_row()),
            published_related("outcomes", Outcome.objects.with_row()),
            published_related("attendances", attendances),
        )


class CongressPart(TitledPart):
    """The congress at which something was on the programme or came out."""


class EntrySerializer(PageSerializer):
    """A session or an outcome of any congress, as the archive lists them. An outcome has no title, day or room."""

    file_name = "programm"
    list_path = "/kongresse/programm/"
    archived = False  # a congress has its programme in its own row

    congress = CongressPart(read_only=True)
    congress_status = serializers.ChoiceField(
        CongressStatus.choices, source="congress.status", label=_("status of the congress"), read_only=True
    )
    kind = serializers.ChoiceField(ENTRY_KINDS, source="entry_kind", label=_("kind"), read_only=True)
    title = serializers.CharField(label=_("title"), read_only=True, allow_null=True)
    text = serializers.CharField(source="entry_text", label=_("text"), read_only=True, allow_null=True)
    municipalities = MunicipalityPart(many=True, read_only=True)
    themes = ThemePart(many=True, read_only=True)
    projects = ProjectPart(many=True, read_only=True)
    cooperations = CooperationPart(many=True, read_only=True)
    grown_cooperations = CooperationPart(
        many=True, read_only=True, label=_("cooperations that grew from it"), default=()
    )

    class Meta:
        model = Session
        fields = [
            "congress",
            "congress_status",
            "kind",
            "title",
            "text",
            "url",
            "day",
            "begins",
            "ends",
            "room",
            "municipalities",
            "themes",
            "projects",
            "cooperations",
            "grown_cooperations",
            *PROVENANCE,
        ]

    @classmethod
    def complete(cls, queryset):
        found = "congress__sources"
        return queryset.along(found) if isinstance(queryset, Programme) else queryset.prefetch_related(found)

    def to_representation(self, record):
        """What names no source of its own was read where its congress was."""
        row = super().to_representation(record)
        return {**row, "sources": row["sources"] or self.fields["sources"].to_representation(record.congress.sources)}
