"""Google Contacts' own CSV, as it is written today and as it was until 2024."""

from askwell.domain.imports import ImportSource
from askwell.importing.named_columns import NamedTable

_TODAY = (
    ("First Name", "given_name"),
    ("Middle Name", "middle_name"),
    ("Last Name", "family_name"),
    ("Organization Name", "employer"),
    ("Organization Title", "title"),
)
_FORMERLY = (
    ("Name", "name"),
    ("Given Name", "given_name"),
    ("Additional Name", "middle_name"),
    ("Family Name", "family_name"),
    ("Organization # - Name", "employer"),
    ("Organization # - Title", "title"),
    ("Location", "location"),
)
_ALWAYS = (
    ("E-mail # - Value", "mail"),
    ("Phone # - Value", "phone"),
    ("Website # - Value", "url"),
    ("Address # - Formatted", "location"),
    ("Address # - City", "city"),
    ("Address # - Region", "region"),
    ("Address # - Country", "country"),
    ("Notes", "note"),
)


def _fits(keys: frozenset[str]) -> bool:
    today = {"first name", "last name", "organization name"} <= keys
    formerly = {"name", "given name", "family name"} <= keys
    return (today or formerly) and bool(keys & {"e mail # value", "phone # value", "labels", "group membership"})


IMPORTER = NamedTable(ImportSource("google", "Google Contacts (CSV)"), 70, (*_TODAY, *_FORMERLY, *_ALWAYS), _fits)
