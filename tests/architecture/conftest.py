"""One crawl of the whole site for all the tests that read it."""

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.crawl import Crawl, crawl_everything


@pytest.fixture(scope="session")
def crawl(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Crawl:
    """Every address, opened by every role in a world of its own. Takes most of a minute, once."""
    with django_db_blocker.unblock():
        try:
            return crawl_everything()
        finally:
            connection.close()
