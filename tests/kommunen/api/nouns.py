"""Every noun of the API, with the factory of its records and the key in its addresses."""

from tests import factories

ADDRESSED = {
    "municipalities": factories.MunicipalityFactory,
    "projects": factories.ProjectFactory,
    "cooperations": factories.CooperationFactory,
    "themes": factories.ThemeFactory,
    "technologies": factories.TechnologyFactory,
    "organisations": factories.OrganisationFactory,
    "training-data": factories.TrainingDataFactory,
    "congresses": factories.CongressFactory,
}
KEYED = {**ADDRESSED, "territories": factories.TerritoryFactory, "funding-rounds": factories.FundingRoundFactory}
LISTED = {"reuses": factories.ReuseFactory, "programme": factories.SessionFactory}  # without addresses of their own
ALL = {**KEYED, **LISTED}
KEYS = {"territories": "key", "funding-rounds": "number"}


def key_of(noun, record):
    """Return what stands for a record in its address."""
    return getattr(record, KEYS.get(noun, "slug"))


def create_rich(noun, number):
    """Create records of a noun with two of everything that they can point at, each with a source."""
    for index in range(number):
        two = {name: [factory(), factory()] for name, factory in RELATED.get(noun, {}).items()}
        extra = {"number": index + 1} if noun == "funding-rounds" else {}
        record = ALL[noun](**two, **extra)
        factories.SourceFactory(record=record)
        if noun == "congresses":
            for factory in (factories.SessionFactory, factories.OutcomeFactory):
                factory(congress=record, municipalities=[factories.MunicipalityFactory()])
            factories.AttendanceFactory(congress=record)


RELATED = {
    "projects": {
        "municipalities": factories.MunicipalityFactory,
        "themes": factories.ThemeFactory,
        "technologies": factories.TechnologyFactory,
        "partners": factories.OrganisationFactory,
    },
    "cooperations": {"members": factories.MunicipalityFactory, "themes": factories.ThemeFactory},
    "training-data": {"themes": factories.ThemeFactory},
}
