"""Text in, facts out: models, quantities, money, sellers, contacts, sides and events."""
