CREATE TABLE supply (
  sighting INTEGER NOT NULL REFERENCES sightings (number),
  listing_id TEXT NOT NULL REFERENCES listings (id),
  day TEXT NOT NULL,
  model TEXT NOT NULL,
  gpus INTEGER,
  h100e TEXT,
  price_per_gpu TEXT,
  currency TEXT,
  PRIMARY KEY (sighting, model)
) WITHOUT ROWID;

CREATE INDEX supply_day ON supply (day);

CREATE INDEX sightings_listing ON sightings (listing_id, observed_at, id);

CREATE TABLE cursors (
  segment TEXT PRIMARY KEY,
  offset INTEGER NOT NULL
) WITHOUT ROWID;

CREATE VIEW live_offers AS
SELECT
  l.title,
  l.source AS site,
  o.model,
  o.form,
  o.quantity,
  o.unit,
  o.gpu_count AS gpus,
  o.price,
  o.currency,
  o.price_basis AS price_per,
  o.condition,
  o.availability,
  l.place,
  l.seller,
  l.first_seen,
  l.last_seen,
  l.url,
  l.id AS listing_id
FROM offers AS o
JOIN listings AS l ON l.number = o.listing
WHERE l.state = 'live' AND o.side = 'offer'
ORDER BY l.first_seen DESC, l.id, o.position;

CREATE VIEW sighting_history AS
SELECT
  l.title,
  s.source AS site,
  s.observed_at,
  s.state,
  s.price,
  s.currency,
  s.quantity,
  s.gpu_count AS gpus,
  s.reason,
  s.url,
  s.listing_id
FROM sightings AS s
JOIN listings AS l ON l.id = s.listing_id
ORDER BY s.listing_id, s.observed_at, s.id;
