"""Everything that chipwatch puts into a Kibana, what is referred to before what refers to it."""

from __future__ import annotations

from kibana.dashboards import saved_dashboards
from kibana.data_views import data_views
from kibana.saved_objects import SavedObject
from kibana.searches import saved_searches


def all_objects() -> tuple[SavedObject, ...]:
    """Data views, saved searches and dashboards."""
    return (*data_views(), *saved_searches(), *saved_dashboards())
