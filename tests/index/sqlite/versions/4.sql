CREATE TABLE listings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT,
  source_kind TEXT,
  item_key TEXT,
  url TEXT,
  urls TEXT,
  title TEXT,
  lang TEXT,
  side TEXT,
  state TEXT,
  models TEXT,
  gpu_count INTEGER,
  h100e REAL,
  h100e_exact TEXT,
  price REAL,
  price_exact TEXT,
  price_max REAL,
  price_max_exact TEXT,
  currency TEXT,
  price_basis TEXT,
  price_usd REAL,
  price_usd_exact TEXT,
  price_usd_on TEXT,
  price_usd_gpu REAL,
  price_usd_gpu_exact TEXT,
  seller TEXT,
  seller_id TEXT,
  place TEXT,
  cities TEXT,
  countries TEXT,
  posted_at TEXT,
  first_seen TEXT,
  last_seen TEXT,
  last_checked TEXT,
  gone_at TEXT,
  gone_reason TEXT,
  sightings INTEGER,
  changes INTEGER,
  extractor TEXT,
  text TEXT,
  offers TEXT,
  contacts TEXT,
  undetermined TEXT,
  evidence TEXT
);

CREATE INDEX listings_first_seen ON listings (first_seen DESC, id);

CREATE INDEX listings_last_seen ON listings (last_seen DESC, id);

CREATE INDEX listings_posted_at ON listings (posted_at DESC, id);

CREATE INDEX listings_gpu_count ON listings (gpu_count DESC, id);

CREATE INDEX listings_price_usd ON listings (price_usd DESC, id);

CREATE INDEX listings_untimely ON listings (number) WHERE last_seen < first_seen OR last_checked < first_seen OR gone_at < first_seen;

CREATE TABLE sightings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  listing_id TEXT NOT NULL REFERENCES listings (id),
  source TEXT,
  run_id TEXT,
  observed_at TEXT,
  state TEXT,
  reason TEXT,
  url TEXT,
  title TEXT,
  side TEXT,
  seller TEXT,
  price REAL,
  price_exact TEXT,
  currency TEXT,
  quantity INTEGER,
  gpu_count INTEGER,
  digest TEXT,
  offers TEXT,
  evidence TEXT
);

CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT,
  source_kind TEXT,
  item_key TEXT,
  url TEXT,
  urls TEXT,
  title TEXT,
  lang TEXT,
  author TEXT,
  publisher TEXT,
  quality TEXT,
  published_at TEXT,
  first_seen TEXT,
  last_seen TEXT,
  relevant INTEGER,
  story_id TEXT,
  is_first INTEGER,
  first_publisher TEXT,
  first_published_at TEXT,
  other_headlines TEXT,
  story_keys TEXT,
  models TEXT,
  extractor TEXT,
  text TEXT,
  copies TEXT,
  facts TEXT,
  events TEXT,
  undetermined TEXT,
  evidence TEXT
);

CREATE INDEX articles_published_at ON articles (published_at DESC, id);

CREATE INDEX articles_first_seen ON articles (first_seen DESC, id);

CREATE TABLE events (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article_id TEXT,
  source TEXT,
  source_kind TEXT,
  url TEXT,
  title TEXT,
  lang TEXT,
  state TEXT,
  claim TEXT,
  kind TEXT,
  status TEXT,
  models TEXT,
  quantity INTEGER,
  quantity_max INTEGER,
  unit TEXT,
  approx TEXT,
  value_usd REAL,
  value_usd_exact TEXT,
  value_kind TEXT,
  route TEXT,
  route_line TEXT,
  methods TEXT,
  happened_on TEXT,
  published_at TEXT,
  reported_at TEXT,
  first_seen TEXT,
  last_seen TEXT,
  last_checked TEXT,
  verbatim TEXT,
  extractor TEXT,
  parties TEXT,
  value TEXT,
  spans TEXT,
  undetermined TEXT,
  evidence TEXT
);

CREATE INDEX events_reported_at ON events (reported_at DESC, id);

CREATE TABLE leads (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  listing_id TEXT,
  listings TEXT,
  score INTEGER,
  status TEXT,
  weights_version INTEGER,
  source TEXT,
  source_kind TEXT,
  url TEXT,
  title TEXT,
  state TEXT,
  models TEXT,
  gpu_count INTEGER,
  h100e REAL,
  h100e_exact TEXT,
  price_usd REAL,
  price_usd_exact TEXT,
  price_usd_gpu REAL,
  price_usd_gpu_exact TEXT,
  seller TEXT,
  seller_id TEXT,
  place TEXT,
  cities TEXT,
  countries TEXT,
  posted_at TEXT,
  first_seen TEXT,
  last_seen TEXT,
  found_at TEXT,
  changed_at TEXT,
  reasons TEXT
);

CREATE INDEX leads_score ON leads (score DESC, id);

CREATE INDEX leads_first_seen ON leads (first_seen DESC, id);

CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT,
  started_at TEXT,
  finished_at TEXT,
  duration_s REAL,
  outcome TEXT,
  counts TEXT,
  problems TEXT,
  user_agent TEXT
);

CREATE INDEX runs_started_at ON runs (started_at DESC, id);

CREATE TABLE offers (
  listing INTEGER NOT NULL REFERENCES listings (number),
  position INTEGER NOT NULL,
  side TEXT,
  model TEXT,
  variant TEXT,
  server TEXT,
  form TEXT,
  quantity INTEGER,
  quantity_max INTEGER,
  quantity_approx INTEGER,
  unit TEXT,
  gpus_per_unit INTEGER,
  gpus_source TEXT,
  gpu_count INTEGER,
  moq INTEGER,
  price REAL,
  price_max REAL,
  price_from INTEGER,
  currency TEXT,
  price_basis TEXT,
  price_unit TEXT,
  tax TEXT,
  masked_price TEXT,
  rental_price REAL,
  rental_price_max REAL,
  rental_currency TEXT,
  rental_unit TEXT,
  condition TEXT,
  availability TEXT,
  lead_time_days INTEGER,
  lead_time_days_max INTEGER,
  goods_location TEXT,
  goods_city TEXT,
  goods_country TEXT,
  goods_free_zone INTEGER,
  delivery_location TEXT,
  origin TEXT,
  modded INTEGER,
  verbatim TEXT,
  PRIMARY KEY (listing, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE listing_words USING fts5(item_key, urls, title, text, offers_variant, offers_server, offers_masked_price, offers_goods_location, offers_delivery_location, offers_origin, seller, place, gone_reason, terms, columnsize=0, tokenize='ascii');

CREATE VIRTUAL TABLE article_words USING fts5(item_key, urls, title, text, author, publisher, first_publisher, copies_publisher, other_headlines, terms, columnsize=0, tokenize='ascii');

CREATE VIRTUAL TABLE event_words USING fts5(url, title, parties_name, verbatim, terms, columnsize=0, tokenize='ascii');

CREATE VIRTUAL TABLE lead_words USING fts5(reasons_sentence, reasons_value, url, title, seller, place, terms, columnsize=0, tokenize='ascii');

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
