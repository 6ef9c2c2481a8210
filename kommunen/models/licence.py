"""Licences of data: how people write them, and what the catalogues of programs call them."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

CATALOGUE = "http://dcat-ap.de/def/licenses/"


class Licence(NamedTuple):
    """A licence that programs know.

    code: as people choose it (SPDX, or dl-de for the German ones); name; url: of its text; listed: its entry in the
    code list of DCAT-AP.de.
    """

    code: str
    name: str
    url: str
    listed: str

    @property
    def concept(self):
        """Its full name in the code list of DCAT-AP.de."""
        return CATALOGUE + self.listed


LICENCES = (
    Licence(
        "DL-DE-ZERO-2.0",
        "Datenlizenz Deutschland – Zero – Version 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
        "dl-zero-de/2.0",
    ),
    Licence(
        "DL-DE-BY-2.0",
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        "dl-by-de/2.0",
    ),
    Licence("CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "cc-zero"),
    Licence("CC-BY-4.0", "Creative Commons BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "cc-by/4.0"),
    Licence(
        "CC-BY-SA-4.0",
        "Creative Commons BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "cc-by-sa/4.0",
    ),
    Licence(
        "CC-BY-NC-4.0",
        "Creative Commons BY-NC 4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "cc-by-nc/4.0",
    ),
    Licence("ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "odbl"),
    Licence("PDDL-1.0", "Open Data Commons PDDL 1.0", "https://opendatacommons.org/licenses/pddl/1-0/", "odcpddl"),
    Licence("ODC-By-1.0", "Open Data Commons BY 1.0", "https://opendatacommons.org/licenses/by/1-0/", "odby"),
)


def letters_of(text):
    """What is left of a spelling: small letters and digits."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def spellings(licence):
    """What a licence is called: its code, its name, the addresses of its text and of its entry in the code list."""
    other = licence.code.replace("DL-DE-", "dl-de/")
    addresses = [urlsplit(address) for address in (licence.url, licence.concept)]
    return [licence.code, other, licence.name, *(f"{address.hostname}{address.path}" for address in addresses)]


KNOWN = {letters_of(word): licence for licence in LICENCES for word in spellings(licence)}


def licence_of(text):
    """Return the known licence that a text names, whatever its spelling; None for any other, and for none."""
    return KNOWN.get(letters_of(re.sub(r"^https?://", "", text.strip())))
