"""The counts of the facets follow every edit: sets brought up to date equal sets built from nothing."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from congress.filters import CongressFilterSet
from kommunen import filters
from kommunen.filters import facets
from kommunen.filters.facets import RowSets, row_sets
from kommunen.models import (
    Change,
    Cooperation,
    CooperationKind,
    CooperationMember,
    FundingRound,
    Municipality,
    MunicipalityKind,
    Project,
    ProjectStatus,
    PublicationState,
    Reuse,
    State,
    Technology,
    Territory,
    Theme,
    TrainingData,
    changes_since,
    data_version,
    raise_version,
)
from tests import factories as make

pytestmark = pytest.mark.django_db
FILTERSETS = [
    filters.ProjectFilterSet,
    filters.MunicipalityFilterSet,
    filters.CooperationFilterSet,
    filters.TrainingDataFilterSet,
    filters.ReuseFilterSet,
    CongressFilterSet,
]
NOUNS = [
    Project,
    Municipality,
    Cooperation,
    CooperationMember,
    Theme,
    Technology,
    Territory,
    TrainingData,
    FundingRound,
    Reuse,
]
TODAY = date(2026, 11, 23)


def ids(sets, rows):
    return {pk for pk, place in sets.position.items() if rows >> place & 1}


def plain(sets):
    """Row sets without their order: the ids of all rows, and of those of each value that has any."""
    of_value = {
        name: {value: ids(sets, rows) for value, rows in values.items() if rows}
        for name, values in sets.of_value.items()
    }
    return ids(sets, sets.everything), of_value


def assert_up_to_date(told):
    for filterset in FILTERSETS:
        assert plain(row_sets(filterset)) == plain(RowSets(filterset)), (filterset.__name__, told)


class Editor:
    """Somebody who changes anything at random."""

    def __init__(self, random):
        self.random = random
        rounds = [make.FundingRoundFactory(number=number, year=2018 + number) for number in (1, 2, 3)]
        units = [
            make.TerritoryFactory(federal_state=state, key=f"{State(state).key_prefix}{number:06}")
            for number, state in enumerate(("BY", "SH", "NW", "BY"))
        ]
        themes, technologies = make.ThemeFactory.create_batch(4), make.TechnologyFactory.create_batch(3)
        towns = [make.MunicipalityFactory(round=random.choice(rounds), territories=[unit]) for unit in units]
        for _number in range(6):
            make.ProjectFactory(
                municipalities=random.sample(towns, 2), themes=random.sample(themes, 2), technologies=technologies[:1]
            )
        for _number in range(3):
            make.CooperationFactory(members=random.sample(towns, 2), themes=random.sample(themes, 1))
        make.TrainingDataFactory(municipality=towns[0], themes=themes[:2])
        make.ReuseFactory(project=Project.objects.first(), from_municipality=towns[0], to_municipality=towns[1])

    def one(self, noun):
        return self.random.choice(list(noun.objects.order_by("pk")) or [None])

    def some(self, noun):
        found = list(noun.objects.order_by("pk"))
        return self.random.sample(found, min(len(found), self.random.randint(0, 2)))

    def publish_or_hide(self):
        record = self.one(self.random.choice(NOUNS))
        if record:
            record.state = self.random.choice([PublicationState.PUBLISHED, PublicationState.ARCHIVED])
            record.save()

    def change_a_field(self):
        changed = {
            Project: {"status": list(ProjectStatus), "repository": ["", "https://code.example/x"]},
            Municipality: {
                "population": [None, 5_000, 50_000, 900_000],
                "funding_end": ["", "2026", "2027-03", "2020"],
                "kind": list(MunicipalityKind),
                "round": list(FundingRound.objects.all()),
            },
            Cooperation: {"kind": list(CooperationKind)},
            Territory: {"federal_state": [state.value for state in State]},
            Reuse: {"from_municipality": [*Municipality.objects.exclude(reuses_taken__isnull=False)]},
            Theme: {"slug": [f"thema-{number}x" for number in range(1000)]},
        }
        noun = self.random.choice(list(changed))
        name = self.random.choice(list(changed[noun]))
        if record := self.one(noun):
            setattr(record, name, self.random.choice(changed[noun][name]))
            if noun is Territory:
                record.key = f"{State(record.federal_state).key_prefix}{self.random.randrange(10**6):06}"
            record.checked_on = TODAY - timedelta(days=self.random.randrange(500))
            record.save()

    def relate(self):
        noun, name = self.random.choice(
            [
                (Project, "municipalities"),
                (Project, "themes"),
                (Project, "technologies"),
                (Municipality, "territories"),
                (Municipality, "projects"),
                (Theme, "projects"),
                (Territory, "municipalities"),
                (Cooperation, "themes"),
                (TrainingData, "themes"),
            ]
        )
        if record := self.one(noun):
            relation = getattr(record, name)
            others = self.some(relation.model)
            how = self.random.choice(["set", "add", "remove", "clear"])
            {
                "set": lambda: relation.set(others),
                "add": lambda: relation.add(*others),
                "remove": lambda: relation.remove(*others),
                "clear": relation.clear,
            }[how]()

    def move_a_member(self):
        member, town, cooperation = self.one(CooperationMember), self.one(Municipality), self.one(Cooperation)
        if member and town and cooperation:
            member.municipality, member.cooperation = self.random.choice(
                [(town, member.cooperation), (member.municipality, cooperation), (town, cooperation)]
            )
            member.start = f"{self.random.randrange(1000, 9999)}"
            member.save()

    def add(self):
        towns = self.some(Municipality)
        self.random.choice(
            [
                lambda: make.ProjectFactory(municipalities=towns, themes=self.some(Theme)),
                lambda: make.CooperationFactory(members=towns, themes=self.some(Theme)),
                lambda: make.MunicipalityFactory(territories=self.some(Territory)),
                make.CongressFactory,
            ]
        )()

    def delete(self):
        noun = self.random.choice([Project, Cooperation, CooperationMember, Theme, Municipality, Territory])
        if record := self.one(noun):
            with suppress(ProtectedError):  # a project that somebody reuses stays
                self.random.choice([record.delete, lambda: noun.objects.filter(pk=record.pk).delete()])()

    def write_in_bulk(self):
        Project.objects.filter(pk__in=[record.pk for record in self.some(Project)]).update(status="planned")
        raise_version()

    def edit(self):
        usual = [self.publish_or_hide, self.change_a_field, self.relate, self.move_a_member] * 3
        what = self.random.choice([*usual, self.add, self.delete, self.write_in_bulk])
        what()
        return what.__name__

    def edit_and_take_back(self):
        with transaction.atomic():
            what = self.edit()
            if self.random.random() < 0.7:  # what is seen of it must be forgotten
                assert_up_to_date(what)
            transaction.set_rollback(True)
        return f"{what}, taken back"


@pytest.mark.proof
def test_what_is_brought_up_to_date_equals_what_is_built_anew(proof_full, proof_figure, monkeypatch):
    for turn in range(20 if proof_full else 1):
        with transaction.atomic():
            random = Random(f"facets-{turn}")
            editor, told = Editor(random), []
            for _edit in range(60 if proof_full else 40):
                told.append(random.choice([editor.edit, editor.edit, editor.edit_and_take_back])())
                if random.random() < 0.6:
                    assert_up_to_date(told)
            transaction.set_rollback(True)
    proof_figure("Zufällige Änderungen, nach denen fortgeschriebene Zahlen neu gezählten gleichen", (turn + 1) * 60)


def test_an_edit_reads_only_the_rows_it_concerns(monkeypatch):
    projects = make.ProjectFactory.create_batch(3)
    row_sets(filters.ProjectFilterSet)
    monkeypatch.setattr(facets, "RowSets", None)  # building anew would fail
    projects[0].status = ProjectStatus.PLANNED
    projects[0].save()

    with CaptureQueriesContext(connection) as captured:
        sets = row_sets(filters.ProjectFilterSet)

    assert ids(sets, sets.of_value["status"]["planned"]) == {projects[0].pk}
    assert len(captured) == 7  # the log, the row, its themes, states, rounds, municipalities, technologies


def test_another_day_counts_again_what_depends_on_it(monkeypatch):
    make.MunicipalityFactory(funding_end="2026-12-01")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    before = row_sets(filters.MunicipalityFilterSet)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 12, 2))
    after = row_sets(filters.MunicipalityFilterSet)

    assert [sets.of_value["foerderende"]["beendet"].bit_count() for sets in (before, after)] == [0, 1]


def test_whoever_has_not_looked_for_long_is_told_so(monkeypatch):
    monkeypatch.setattr(data_version, "KEPT", 5)
    monkeypatch.setattr(data_version, "PRUNED_EVERY", 1)
    project = make.ProjectFactory()
    mark, _changed = changes_since(None)
    for _save in range(3):
        project.save()
    near = changes_since(mark)[1]
    for _save in range(6):
        project.save()

    assert near["edited"] == {"kommunen.Project": {project.pk}}
    assert changes_since(mark)[1] is None
    assert Change.objects.count() <= 6


@pytest.mark.parametrize("deleted", [False, True])
def test_a_source_is_noted_with_its_record(deleted):
    source = make.SourceFactory()
    mark, _changed = changes_since(None)
    pk = source.pk
    source.delete() if deleted else source.save()

    assert changes_since(mark)[1]["edited"] == {"kommunen.Source": {pk}, "kommunen.Project": {source.object_id}}


def test_rows_that_come_while_a_set_is_made_are_passed_over():
    first = make.CongressFactory()
    sets = RowSets(CongressFilterSet)
    later = [one.pk for one in make.CongressFactory.create_batch(8)]

    def ids():
        sets.read_anew(later)  # as another thread does while this one reads
        yield from [first.pk, *later]

    assert sets.ids_in(sets.of_ids(ids())) == sets.ids_in(sets.everything) == [first.pk]
