"""Least privilege: what each account may do, as bodies for Elasticsearch's security API."""

from __future__ import annotations

from typing import Any

from index.elasticsearch.names import Names

_METADATA = "view_index_metadata"


def roles(names: Names) -> dict[str, dict[str, Any]]:
    """Name of a role → body of ``PUT /_security/role/NAME``.

    crawler      ingests and searches; it can neither make nor remove an index
    researcher   searches and exports
    keeper       makes, migrates and removes the indices; for people, not for jobs
    kibana       reads the data views in Kibana
    """
    indices = [names.everything]
    reading = {"names": indices, "privileges": ["read", _METADATA]}
    application = names.prefix
    return {
        f"{application}-crawler": {
            "cluster": [],
            "indices": [{"names": indices, "privileges": ["read", "index", "maintenance", _METADATA]}],
        },
        f"{application}-researcher": {"cluster": [], "indices": [reading]},
        f"{application}-keeper": {
            "cluster": ["monitor", "manage_index_templates"],
            "indices": [{"names": indices, "privileges": ["all"]}],
        },
        f"{application}-kibana": {
            "cluster": [],
            "indices": [reading],
            "applications": [
                {
                    "application": "kibana-.kibana",
                    "privileges": ["feature_discover.read", "feature_dashboard.read", "feature_visualize.read"],
                    "resources": ["*"],
                }
            ],
        },
    }


def api_keys(names: Names) -> dict[str, dict[str, Any]]:
    """Name of a role → body of ``POST /_security/api_key`` for a key that may do what the role may."""
    return {name: {"name": name, "role_descriptors": {name: body}} for name, body in roles(names).items()}
