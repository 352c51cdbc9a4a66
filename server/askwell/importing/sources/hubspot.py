"""Contacts of HubSpot, as it exports them and as its import template names them."""

from askwell.domain.imports import ImportSource
from askwell.importing.named_columns import NamedTable

COLUMNS = (
    ("First Name", "given_name"),
    ("Last Name", "family_name"),
    ("Email", "mail"),
    ("Email Address", "mail"),
    ("Additional email addresses", "mail"),
    ("Phone Number", "phone"),
    ("Mobile Phone Number", "phone"),
    ("Job Title", "title"),
    ("Company Name", "employer"),
    ("Associated Company", "employer"),
    ("Website URL", "url"),
    ("LinkedIn URL", "url"),
    ("City", "city"),
    ("State/Region", "region"),
    ("Country/Region", "country"),
    ("Notes", "note"),
    ("Message", "note"),
)
_OWN_WORDS = frozenset({"lifecycle stage", "lead status", "contact owner", "record id", "record id contact"})


def _fits(keys: frozenset[str]) -> bool:
    return {"first name", "last name"} <= keys and bool(keys & _OWN_WORDS)


IMPORTER = NamedTable(ImportSource("hubspot", "HubSpot contacts (CSV)", "list"), 60, COLUMNS, _fits)
