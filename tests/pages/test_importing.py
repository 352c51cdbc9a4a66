"""Bringing people in by the pages: a file is looked at, mapped, brought in and taken back; what is refused, and how."""

import io
import os
import re
import zipfile

import pytest

from tests.pages.conftest import SITE

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CONNECTIONS = HEADER + (
    "Ada,Example,https://www.linkedin.com/in/ada-example,,Acme,Engineer,12 Mar 2024\n"
    "Bob,<b>Example</b>,https://www.linkedin.com/in/bob-example,,=1+1,Nurse,3 Jan 2020\n"
    ",,https://www.linkedin.com/in/nobody,,Gamma,,\n"
)
FORM = re.compile(r'<input type="hidden" name="(?P<name>\w+)" value="(?P<value>[^"]*)">')


def choose(window, content, name="Connections.csv"):
    """Hand over a file, encoded as browsers do it."""
    raw = content.encode() if isinstance(content, str) else content
    edge = "----of-the-parts"
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{window.secret}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    )
    body = head.encode() + raw + f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    return window.client.post(
        "/import", base_url=SITE, headers=window.headers, data=body, content_type=kind, follow_redirects=True
    )


def bring(window, answer, **more):
    """Press the button of a preview, with the hidden fields that it shows."""
    page = answer.get_data(as_text=True)
    form = page[page.index("data-import") :]
    fields = [(name, value) for name, value in FORM.findall(form[: form.index("</form>")]) if name != "csrf_token"]
    data = {name: [value for other, value in fields if other == name] for name, _ in fields}
    return window.send(answer.request.path, **data, **more)


def kept(window):
    folder = window.app.extensions["askwell"].config.data_dir / "incoming"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_list_is_looked_at_brought_in_and_taken_back(window):
    answer = choose(window, CONNECTIONS)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert (
        re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page)).count("2 new 0 changed 0 already known 1 cannot be read") == 1
    )
    assert "&lt;b&gt;Example" in page
    assert "There is no name in it." in page
    assert len(kept(window)) == 1
    done = bring(window, answer).get_data(as_text=True)
    assert "Brought in 2 people" in done
    assert kept(window) == []
    assert "Ada Example" in window.page("/known")
    assert "=1+1" in window.page("/known")
    (action,) = re.findall(r'action="(/actions/[^"]+/undo)"', done)
    assert "Undone." in window.send(action, next="/import").get_data(as_text=True)
    assert "Ada Example" not in window.page("/known")


def test_a_second_run_has_nothing_to_bring_in(window):
    bring(window, choose(window, CONNECTIONS))
    answer = choose(window, CONNECTIONS)
    assert "there is nothing to bring in" in answer.get_data(as_text=True)
    assert "Brought in 2 people" in window.page("/import")


def test_the_aim_is_chosen_by_a_link(window):
    answer = choose(window, CONNECTIONS)
    other = re.search(r'href="(/import/[^"]+aim=list)"', answer.get_data(as_text=True))
    assert other
    look = window.get(other[1].replace("&amp;", "&"))
    bring(window, look)
    assert "Ada Example" in window.page("/people")
    assert "a file you brought in" in window.page(
        re.search(r'href="(/people/[0-9a-f-]{36})"', window.page("/people"))[1]
    )


def test_columns_are_mapped_on_screen(window):
    answer = choose(window, "wer,wo\nAda,Acme\nBob,Beta\n", "table.csv")
    page = answer.get_data(as_text=True)
    assert "Say which column holds the names" in page
    assert "Ada · Bob" in page
    look = window.get(answer.request.path + "?column=name&column=employer&heading=1&file=table.csv")
    assert "Bring in 2 people" in look.get_data(as_text=True)
    without = window.get(answer.request.path + "?column=name&column=employer&file=table.csv")
    assert "Bring in 3 people" in without.get_data(as_text=True)
    bring(window, look)
    assert "Acme" in window.page("/known")
    assert ">wer<" not in window.page("/known")


def archive(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name.replace("_", "."), text)
    return held.getvalue()


def test_an_archive_fills_in_about_me_when_that_is_wanted(window):
    content = archive(Connections_csv=CONNECTIONS, Skills_csv="Name\nListening\n")
    answer = choose(window, content, "Basic.zip")
    assert "Fill in what is still empty there" in answer.get_data(as_text=True)
    bring(window, answer)
    assert "Listening" not in window.page("/me")
    answer = choose(window, content, "Basic.zip")
    assert "Fill in About me" in answer.get_data(as_text=True)
    bring(window, answer, about_me="1")
    assert "Listening" in window.page("/me")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no file, or it was empty"),
        (b"\0\1\2\3" * 99, "holds no text"),
        ("just one line of words", "found no people in this file"),
        ("{}", "not an export of Askwell"),
        ('{"format": "askwell-export", "version": 9}', "A newer Askwell wrote this file"),
        ("[" * 99_999, "damaged or was cut off"),
        (b"PK\3\4 and then nothing", "damaged or locked"),
        (archive(readme_txt="hello"), "no connections in this ZIP file"),
        (b"a," * 5_000_000, "larger than 9 MB"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_words(window, content, words):
    answer = choose(window, content)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert "Look at this file" in answer.get_data(as_text=True)
    assert kept(window) == []


def test_a_kept_file_is_private_and_few(window):
    for _ in range(7):
        choose(window, CONNECTIONS)
    files = kept(window)
    assert len(files) == 5
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


@pytest.mark.parametrize("token", ["0" * 32, "..%2fsecret.key", "x"])
def test_a_file_that_is_gone_is_explained(window, token):
    answer = window.get(f"/import/{token}")
    assert answer.status_code == 404
    assert window.send(f"/import/{token}").status_code == 404


def test_leaving_a_file_removes_it(window):
    answer = choose(window, CONNECTIONS)
    assert window.get(f"{answer.request.path}/progress").get_json() == {"done": 0}
    window.send(f"{answer.request.path}/remove")
    assert kept(window) == []


def test_the_ways_in_are_linked(window, person):
    for path in ("/people", "/export", "/known"):
        assert 'href="/import"' in window.page(path), path
