"""Articles are kept with the person they matter for, and say nothing about them."""

import pytest

from askwell.domain.errors import ValidationError
from askwell.services.attaching import attach_capture
from askwell.services.subjects import load_subject
from askwell.services.undo import undo_action


def test_an_article_is_kept_with_somebody_and_taken_back(database, capture, page, now, digest):
    ada = capture(page({"name": "Ada Example"})).subject.id
    article = capture(page(None, kind="article"), url="https://example.org/news/looms", day=1)
    before = digest()
    with database.writing() as session:
        action = attach_capture(session, article.id, "person", ada, now=now)
        detail = load_subject(session, "person", ada)
        assert [one.url for one in detail.captures] == [
            "https://example.org/news/looms",
            "https://example.com/people/ada",
        ]
        assert (detail.profile["page"]["kind"], detail.profile["page"]["url"]) == (
            "person",
            "https://example.com/people/ada",
        )
        with pytest.raises(ValidationError):
            attach_capture(session, article.id, "person", ada, now=now)
    with database.writing() as session:
        undo_action(session, action.id, now=now)
    assert digest() == before
