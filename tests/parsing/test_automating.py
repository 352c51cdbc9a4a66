"""Where the rest of a page may be opened for the user."""

import pytest

from askwell.parsing.automating import may_load_rest
from askwell.parsing.vocabulary import word_list


@pytest.mark.parametrize("host", word_list("do_not_automate")["hosts"])
@pytest.mark.parametrize("form", ["https://{}/in/ada", "https://www.{}/", "http://DE.{}:8080/x", "https://{}./in/ada"])
def test_not_where_the_terms_forbid_it(host: str, form: str) -> None:
    assert not may_load_rest(form.format(host))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/ada",
        "https://notlinkedin.com/in/ada",
        "https://linkedin.com.example.org/",
        "http://max.com",
    ],
)
def test_elsewhere_it_may(url: str) -> None:
    assert may_load_rest(url)


@pytest.mark.parametrize("url", ["", "about:blank", "https://"])
def test_not_without_a_site(url: str) -> None:
    assert not may_load_rest(url)
