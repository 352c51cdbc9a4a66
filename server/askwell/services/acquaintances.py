"""Whom the seeker knows at an employer, and whether somebody is known already."""

from collections.abc import Iterable

from askwell.domain.known_people import Somebody, mail_key
from askwell.domain.records import FactRecord
from askwell.storage.models import SubjectRow


def compared(row: SubjectRow, addresses: Iterable[str], records: Iterable[FactRecord]) -> Somebody:
    """Give a person in the form in which they are compared with the people whom the seeker knows."""
    mails = [str(one.value) for one in records if one.kind == "/person/emails/-" and one.state == "current"]
    own = (address for address in addresses if "#~" not in address)
    return Somebody(row.name, row.organization, frozenset(own), frozenset(mail_key(mail) for mail in mails))
