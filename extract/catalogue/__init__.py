"""Chips, servers and the rules that control them: data with sources, and what follows from it."""

from extract.catalogue.loading import load_catalogue
from extract.catalogue.lookup import Alias, Catalogue, alias_key
from extract.catalogue.schema import Model, Server, Source, Variant, Vendor

__all__ = ["Alias", "Catalogue", "Model", "Server", "Source", "Variant", "Vendor", "alias_key", "load_catalogue"]
