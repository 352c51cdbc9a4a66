"""What holds for every page: sessions, form secrets, no inline code, everything escaped, whole and named parts."""

import re

import pytest

SITE = "http://askwell.localhost:8765"
EMPTY_PAGES = [
    "/start", "/pair", "/browsers", "/people", "/companies", "/me", "/me/import", "/add", "/export", "/settings", "/privacy",
    "/known", "/people/twice",
    "/problems/database-busy", "/people?search=nobody&stage=talked&sort=name&offset=50",
]  # fmt: skip
FORMS = [
    "/me",
    "/settings/model",
    "/me/fewer",
    "/me/import",
    "/me/import/text",
    "/me/import/file",
    "/add/text",
    "/add/file",
    "/samples/person",
    "/export",
    "/known/remove",
    "/people/twice/apart",
    "/sign-out",
]
SOMEBODY = "11111111-2222-4333-8444-555555555555"
HOSTILE = "<img src=x onerror=alert(1)>\"'{{7*7}}</textarea><script>alert(2)</script>"


@pytest.mark.parametrize("path", EMPTY_PAGES)
def test_empty_pages_are_whole(judge, window, path):
    page = window.page(path)
    judge(page)
    assert '<a class="skip" href="#main">' in page


@pytest.mark.parametrize("path", ["/", *EMPTY_PAGES, f"/people/{SOMEBODY}", "/samples/person"])
def test_nothing_is_shown_without_a_session(judge, app, path):
    answer = app.test_client().get(path, base_url=SITE, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    page = answer.get_data(as_text=True)
    judge(page)
    assert "not signed in" in page


def test_coming_from_another_site_needs_a_step_of_ones_own(judge, app):
    answer = app.test_client().get(
        "/people",
        base_url=SITE,
        headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    )
    page = answer.get_data(as_text=True)
    assert 'href="/people"' in page
    judge(page)


@pytest.mark.parametrize(
    "path",
    [
        *FORMS,
        *(
            f"/people/{SOMEBODY}{end}"
            for end in ("/stage", "/erase", "/note", "/facts", f"/facts/{SOMEBODY}", "/questions/q")
        ),
        f"/actions/{SOMEBODY}/undo",
        f"/browsers/{SOMEBODY}/revoke",
        f"/captures/{SOMEBODY}/people",
    ],
)
def test_forms_without_the_secret_are_refused(window, path):
    headers = {"Accept": "text/html", "Origin": SITE}
    for data in ({}, {"csrf_token": "askw_c_wrong"}):
        answer = window.client.post(path, base_url=SITE, headers=headers, data=data)
        assert answer.status_code == 403
        assert "out of date" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", FORMS)
def test_forms_of_other_sites_are_refused(window, path):
    headers = {"Origin": "https://evil.example"}
    answer = window.client.post(path, base_url=SITE, headers=headers, data={"csrf_token": window.secret})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        f"/people/{SOMEBODY}",
        f"/companies/{SOMEBODY}",
        f"/captures/{SOMEBODY}",
        "/people/not-an-id",
        "/problems/none",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_said_kindly(judge, window, path):
    answer = window.get(path)
    assert answer.status_code == 404
    page = answer.get_data(as_text=True)
    judge(page)
    assert "Nothing is lost." in page


def test_reading_never_changes_anything(window):
    for path in ("/add/text", "/add/file", f"/actions/{SOMEBODY}/undo"):
        assert window.get(path).status_code in {404, 405}


def test_what_an_address_says_is_never_shown_as_ours(judge, window):
    page = window.get("/people", query_string={"said": HOSTILE, "search": HOSTILE, "stage": HOSTILE, "sort": HOSTILE})
    text = page.get_data(as_text=True)
    judge(text)
    assert "<img src=x" not in text
    assert "49" not in re.findall(r'value="([^"]*)"', text)


def test_what_was_typed_is_escaped_when_it_comes_back(judge, window):
    window.send("/me", current_role=HOSTILE, skills=f"{HOSTILE}\nsecond")
    page = window.page("/me")
    judge(page)
    assert "<img src=x" not in page
    answer = window.send("/add/text", text=" ", url=HOSTILE)
    assert answer.status_code == 422
    judge(answer.get_data(as_text=True))


def test_answers_carry_the_policy(window):
    policy = window.get("/add").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
