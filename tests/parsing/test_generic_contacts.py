"""Mail addresses, numbers, postal addresses and labels on pages."""

from datetime import UTC, datetime

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.document import Document
from askwell.parsing.generic.addresses import find_addresses, place_of
from askwell.parsing.generic.contacts import find_emails, find_phones, profile_links
from askwell.parsing.generic.pairs import read_pairs
from askwell.parsing.generic.view import View


def view_of(html: str) -> View:
    moment = datetime(2026, 1, 15, tzinfo=UTC)
    return View(Document(CapturedPage("https://www.example.org/contact", f"<body>{html}</body>", moment)))


def emails(html: str) -> list[str]:
    view = view_of(html)
    return [contact.value for contact in find_emails(view.document, view.lines)]


def phones(html: str) -> list[str]:
    view = view_of(html)
    return [contact.value for contact in find_phones(view.document, view.lines)]


def addresses(html: str) -> list[str]:
    return [address.text for address in find_addresses(view_of(html).lines)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="mailto:ada@example.com?subject=x">Write</a>', ["ada@example.com"]),
        ("<p>ada.b@example.com or ADA.B@example.com</p>", ["ada.b@example.com"]),
        ("<p>ada [at] example [dot] org</p>", ["ada@example.org"]),
        ("<p>@ada@social.example</p>", []),
        ("<p>logo@2x.png, you@example</p>", []),
    ],
)
def test_mail_addresses(html: str, expected: list[str]) -> None:
    assert emails(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="tel:+34910000000">+34 910 000 000</a>', ["+34 910 000 000"]),
        ("<p>Tel (555) 010-9444 Fax (555) 010-3848</p>", ["(555) 010-9444"]),
        ("<table><tr><td>eFax :</td><td>(555) 010-8025</td></tr></table>", []),
        ("<p>Telefon: 0555 / 123 45 67</p>", ["0555 / 123 45 67"]),
        ("<p>电话：010-0000-0000</p>", ["010-0000-0000"]),
        ("<footer>01632 960123</footer>", ["01632 960123"]),
        ("<p>2014 - 2019, order 123-4567, €1.200.000</p>", []),
    ],
)
def test_telephone_numbers(html: str, expected: list[str]) -> None:
    assert phones(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>525 East Road<br>Springfield, IL 62701</p>", ["525 East Road, Springfield, IL 62701"]),
        ("<p>Visit Acme Inc. at 525 East Road, Springfield, IL 62701 today</p>", ["525 East Road, Springfield, IL 62701"]),
        ("<p>Musterallee 21<br>54321 Beispielhausen</p>", ["Musterallee 21, 54321 Beispielhausen"]),
        ("<p>12 rue des Tilleuls, 38000 Exempleville</p>", ["12 rue des Tilleuls, 38000 Exempleville"]),
        ("<p>Dorpsstraat 12<br>1234 AB Voorbeeldstad</p>", ["Dorpsstraat 12, 1234 AB Voorbeeldstad"]),
        ("<p>The Old Mill, Weir Lane, Exampleton EX1 2AB · 01632 960123</p>", ["The Old Mill, Weir Lane, Exampleton EX1 2AB"]),
        ("<p>5320 Roper Road</p><p>Example City, Alberta</p><p>T6B 3E9</p><p>Canada</p>", ["5320 Roper Road, Example City, Alberta, T6B 3E9, Canada"]),
        ("<p>〒100-0001 東京都千代田区見本町1-2-3</p>", ["〒100-0001 東京都千代田区見本町1-2-3"]),
        ("<ul><li>1905 Ada Example</li><li>1906 Bo Other</li></ul>", []),
        ("<p>We sold 12000 Boxes in 2010 Awards season.</p>", []),
    ],
)  # fmt: skip
def test_postal_addresses(html: str, expected: list[str]) -> None:
    assert addresses(html) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Seattle, WA 98195-2350", "Seattle, WA"),
        ("Musterallee 21, 54321 Beispielhausen", "Beispielhausen"),
        ("In 1998 Ada moved", ""),
    ],
)
def test_the_town_of_an_address(text: str, place: str) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        ("<p>Founded: 1998</p>", ("organization", "founded"), "1998"),
        ("<div><span>Founded:</span><span>1998</span></div>", ("organization", "founded"), "1998"),
        ("<dl><dt>Branche</dt><dd>Maschinenbau</dd></dl>", ("organization", "industry"), "Maschinenbau"),
        ("<table><tr><th>Wohnort</th><td>Bremen</td></tr></table>", ("person", "location"), "Bremen"),
        ("<p>Tel: 1234 Email: a@example.com</p>", ("contact", "email"), "a@example.com"),
        ("<div>Location</div><div>Lagos</div><div>Gender</div><div>Female</div>", ("person", "location"), "Lagos"),
    ],
)
def test_labels_and_values(html: str, field: tuple[str, str], value: str) -> None:
    pairs = [pair for pair in read_pairs(view_of(html).lines) if pair.fields.get(field[0]) == field[1]]
    assert [pair.value for pair in pairs] == [value]


def test_profiles_elsewhere_belong_to_whom_they_name() -> None:
    html = (
        '<a href="https://www.linkedin.com/in/ada-example/"></a><a href="https://www.linkedin.com/company/acme-example/">x</a>'
        '<a href="https://twitter.com/intent/tweet?text=x">share</a><a rel="me" href="https://ada.example/">me</a>'
    )
    document = view_of(html).document
    assert [link for link, _ in profile_links(document, of_person=True)] == [
        "https://www.linkedin.com/in/ada-example/",
        "https://www.linkedin.com/company/acme-example/",
        "https://ada.example/",
    ]
    assert "https://www.linkedin.com/in/ada-example/" not in [
        link for link, _ in profile_links(document, of_person=False)
    ]
