"""Draws docs/pictures/kibana-*.svg: ``python -m tools.pictures ELASTICSEARCH_URL NOW``.

The server holds what is to be shown under the aliases that the data views name; NOW is the moment that time ranges
end at, in ISO 8601.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from elasticsearch import Elasticsearch

from kibana.aggregations import Row, request_of, rows_of
from kibana.dashboards import named_panels
from kibana.definitions import Dashboard, SearchPanel, dashboards
from kibana.mapped_fields import index_of
from tools.pictures.dashboard import picture

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def draw(client: Elasticsearch, now: datetime) -> list[Path]:
    """Write the picture of every dashboard; the files."""
    PICTURES.mkdir(exist_ok=True)
    written = []
    for dashboard in dashboards():
        file = PICTURES / f"kibana-{dashboard.name}.svg"
        file.write_text(picture(dashboard, answers(client, dashboard, now)), encoding="utf-8")
        written.append(file)
    return written


def answers(client: Elasticsearch, dashboard: Dashboard, now: datetime) -> dict[str, list[Row]]:
    """Id of a panel → its rows."""
    found = {}
    for name, panel in named_panels(dashboard):
        if not isinstance(panel, SearchPanel):
            body = request_of(panel, time_from=dashboard.time_from, now=now)
            found[name] = rows_of(panel, client.search(index=index_of(panel.kind), **body).body)
    return found


if __name__ == "__main__":
    with Elasticsearch(sys.argv[1], request_timeout=60) as server:
        for path in draw(server, datetime.fromisoformat(sys.argv[2])):
            print(f"wrote {path.relative_to(PICTURES.parents[1])}")
