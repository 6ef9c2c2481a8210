"""The sixteen federal states: a closed vocabulary, not an editable noun."""

from django.db import models


class State(models.TextChoices):
    """Code by ISO 3166-2:DE without its "DE-", named in German everywhere: they are proper names."""

    SH = "SH", "Schleswig-Holstein"
    HH = "HH", "Hamburg"
    NI = "NI", "Niedersachsen"
    HB = "HB", "Bremen"
    NW = "NW", "Nordrhein-Westfalen"
    HE = "HE", "Hessen"
    RP = "RP", "Rheinland-Pfalz"
    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    SL = "SL", "Saarland"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    MV = "MV", "Mecklenburg-Vorpommern"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    TH = "TH", "Thüringen"

    @classmethod
    def short(cls, code):
        """The code as it is kept here, also of the whole one (DE-BY); what is no code stays as it is."""
        short = code.removeprefix("DE-")
        return short if short in cls.values else code

    @property
    def key_prefix(self):
        """The first two digits of every official municipality key (AGS) in this state."""
        return f"{list(type(self)).index(self) + 1:02}"
