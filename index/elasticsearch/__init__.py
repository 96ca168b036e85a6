"""The store for a team: Elasticsearch 8 and 9, with nothing but what every server of these versions has."""
