"""Files that are brought in to do harm: refused whole, nothing changed, the server well."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from tests.abuse.live_server import LiveServer, Reply

ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def workbook(*rows: list[object], **parts: bytes) -> bytes:
    book = Workbook()
    for row in rows or (["Name", "Company"], ["Ada", "Acme"]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    return zipped(entries | {name.replace("__", "/") + ".xml": content for name, content in parts.items()})


def zipped(entries: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return held.getvalue()


def restored(**row: object) -> bytes:
    whole = {"id": "x", "kind": "person", "name": "Ada", **row}
    return json.dumps(
        {"format": "askwell-export", "version": 1, "items": [{"rows": {"subjects": [whole]}}], "pages": []}
    ).encode()


def send(server: LiveServer, content: bytes) -> Reply:
    """Upload a file like a form of the dashboard; give the answer."""
    edge = "--of-the-parts"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{server.csrf}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="../../x.csv"\r\n\r\n'
    ).encode()
    body += content + f"\r\n--{edge}--\r\n".encode()
    headers = {"Host": server.site, "Origin": f"http://{server.site}", "Cookie": server.cookie, "Accept": "text/html"}
    return server.request("POST", "/import", body, Content_Type=f"multipart/form-data; boundary={edge}", **headers)


ATTACKS = {
    "a bomb": zipped({"Connections.csv": b"First Name,Last Name,Connected On\n" + b"a" * 40_000_000}),
    "a bomb in a workbook": workbook(xl__sharedStrings=b" " * 40_000_000),
    "a million rows": b"Name,Company\n" + b"A,B\n" * 1_000_000,
    "more than is taken": b"Name,Company\n" + b"Ada Example,B\n" * 1_000_000,
    "external entities": workbook(xl__workbook=f"{ENTITY}<x>&e;</x>".encode()),
    "a place outside": zipped({"../../../evil.csv": b"Name,Company\nAda,Acme\n"}),
    "wrong types": restored(created_at=7),
    "no rows": b'{"format": "askwell-export", "version": 1, "items": {"a": 1}}',
    "deep": b'{"format": "askwell-export", "version": 1, "items": ' + b"[" * 300_000,
}


@pytest.mark.case("V22")
@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS)
def test_a_harmful_file_changes_nothing(server: LiveServer, content: bytes) -> None:
    answer = send(server, content)
    assert answer.status in (413, 422), answer.body[:300]
    assert b"Traceback" not in answer.body
    assert b"root:" not in answer.body


@pytest.mark.case("V22", stores=True)
def test_formulas_stay_text(server: LiveServer) -> None:
    answer = send(server, workbook(["Name", "Company"], ["Ada Example", '=HYPERLINK("http://evil.example")']))
    assert answer.status == 303
    page = server.page(answer.headers["location"]).body.decode()
    assert "=HYPERLINK(&#34;http://evil.example&#34;)" in page
    assert 'href="http://evil.example' not in page
