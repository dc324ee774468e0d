-- SPDX-License-Identifier: Apache-2.0
-- Runs on H2 2 and on PostgreSQL 15. Times are milliseconds since 1970-01-01T00:00Z.
-- No foreign keys and few unique ones: the one writer, which knows all ids, sees to that, and checking it again would cost
-- more than the insert.

CREATE TABLE IF NOT EXISTS customer (
    id INT PRIMARY KEY,
    external_id VARCHAR NOT NULL,
    attributes VARCHAR NOT NULL,
    -- Revision of the events at which an earlier event of this customer last changed.
    revision BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS item (
    id INT PRIMARY KEY,
    external_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    categories VARCHAR NOT NULL,
    price DOUBLE PRECISION,
    description VARCHAR NOT NULL,
    attributes VARCHAR NOT NULL,
    product BOOLEAN NOT NULL,
    -- When the price was paid; the largest number where a list of items gives it.
    priced BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS event_type (
    id INT PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS channel (
    id INT PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);

-- Consecutive events as packed columns, see EventBlock. Blocks are only ever added, with growing numbers and in the
-- order of commits; what cancellations take back stands in settlement.
CREATE TABLE IF NOT EXISTS event_block (
    first_event BIGINT PRIMARY KEY,
    last_event BIGINT NOT NULL,
    bytes BYTEA NOT NULL
);

-- Which blocks hold events of a customer, and how many: the way to a customer's history.
CREATE TABLE IF NOT EXISTS customer_block (
    customer INT NOT NULL,
    first_event BIGINT NOT NULL,
    events INT NOT NULL
);

CREATE INDEX IF NOT EXISTS customer_block_customer ON customer_block (customer, first_event);

-- Fingerprints of the events of one day and one batch, 8 bytes each, big-endian.
CREATE TABLE IF NOT EXISTS event_fingerprint (
    epoch_day BIGINT NOT NULL,
    first_event BIGINT NOT NULL,
    hashes BYTEA NOT NULL
);

CREATE INDEX IF NOT EXISTS event_fingerprint_day ON event_fingerprint (epoch_day);

-- Cancellations with units that have not found the purchase they take back.
CREATE TABLE IF NOT EXISTS open_cancel (
    event BIGINT PRIMARY KEY,
    customer INT,
    item INT,
    occurred BIGINT NOT NULL,
    quantity DOUBLE PRECISION NOT NULL
);

-- Units of a purchase that a cancellation took back.
CREATE TABLE IF NOT EXISTS settlement (
    purchase BIGINT NOT NULL,
    cancel BIGINT NOT NULL,
    quantity DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (purchase, cancel)
);

-- One row: what the events are in all.
CREATE TABLE IF NOT EXISTS extent (
    events BIGINT NOT NULL,
    last_event BIGINT NOT NULL,
    oldest BIGINT,
    newest BIGINT,
    revision BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS import_run (
    id INT PRIMARY KEY,
    file VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    started BIGINT NOT NULL,
    finished BIGINT,
    first_event BIGINT NOT NULL,
    records_read BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    reasons VARCHAR NOT NULL,
    steps VARCHAR NOT NULL,
    seconds DOUBLE PRECISION
);

CREATE TABLE IF NOT EXISTS reject (
    id BIGINT PRIMARY KEY,
    import_run INT NOT NULL,
    file VARCHAR NOT NULL,
    line BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    fingerprint BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS reject_fingerprint ON reject (fingerprint);

CREATE TABLE IF NOT EXISTS profiler (
    id INT PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE,
    format VARCHAR NOT NULL,
    last_event BIGINT NOT NULL,
    revision BIGINT NOT NULL
);

-- The key is the profiler's id times 2^32 plus the customer's.
CREATE TABLE IF NOT EXISTS profiler_state (
    id BIGINT PRIMARY KEY,
    newest BIGINT NOT NULL,
    bytes BYTEA NOT NULL
);
