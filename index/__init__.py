"""Documents, the field registry, the store interface and what stands behind it, search and trends."""
