"""Pictures of Kibana's dashboards for docs/kibana.md, drawn from what an Elasticsearch answers to their panels."""
