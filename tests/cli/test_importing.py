"""`askwell import`, as a person types it."""

import pytest
from click.testing import CliRunner

from askwell.cli import main

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Example,https://www.linkedin.com/in/ada-example,,Acme,Engineer,12 Mar 2024\n"
    ",,https://www.linkedin.com/in/nobody,,Acme,,\n"
)


@pytest.fixture
def askwell(tmp_path, monkeypatch):
    monkeypatch.delenv("ASKWELL_DATA_DIR", raising=False)

    def run(*words, **options):
        return CliRunner().invoke(main, [*words, "--data-dir", str(tmp_path / "kept")], **options)

    return run


@pytest.fixture
def file(tmp_path):
    def make(content, name="Connections.csv"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        return str(tmp_path / name)

    return make


def test_a_list_is_looked_at_brought_in_and_taken_back(askwell, file):
    looked = askwell("import", file(CONNECTIONS), "--look")
    assert looked.exit_code == 0, looked.output
    assert "1 new, 0 changed, 0 already known, 1 cannot be read." in looked.output
    assert "line 3: There is no name in it." in looked.output
    assert "To take it back" not in askwell("import", file(CONNECTIONS), input="n\n").output
    done = askwell("import", file(CONNECTIONS), input="y\n")
    assert "Brought in 1 person." in done.output
    assert "0 new, 0 changed, 1 already known" in askwell("import", file(CONNECTIONS), "--yes").output
    number = done.output.rpartition("--undo ")[2].strip()
    assert askwell("import", "--undo", number).output == "Undone: Brought in 1 person\n"
    assert "1 new" in askwell("import", file(CONNECTIONS), "--look").output


def test_columns_are_named(askwell, file):
    table = file("wer,wo\nAda,Acme\n", "table.csv")
    refused = askwell("import", table)
    assert refused.exit_code == 1
    assert "The columns are: wer, wo." in refused.output
    assert askwell("import", table, "--column", "wer=shoe").exit_code == 2
    done = askwell("import", table, "--column", "wer=name", "--column", "wo=employer", "--as", "list", "--yes")
    assert "Brought in 1 person." in done.output
    assert "Ada" in askwell("export").output


def test_what_cannot_be_read_is_explained(askwell, file):
    refused = askwell("import", file("just words"))
    assert refused.exit_code == 1
    assert "Nothing was changed" in refused.output
    assert "Traceback" not in refused.output
    assert askwell("import").exit_code == 2
