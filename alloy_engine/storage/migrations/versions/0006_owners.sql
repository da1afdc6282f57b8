ALTER TABLE athletes ADD COLUMN owner TEXT DEFAULT 'local' NOT NULL;

ALTER TABLE athletes
    ALTER COLUMN owner DROP DEFAULT,
    ADD CONSTRAINT athletes_owner_check CHECK (btrim(owner) <> ''),
    ADD CONSTRAINT athletes_id_owner_key UNIQUE (id, owner);

DROP INDEX athletes_name_key;

CREATE UNIQUE INDEX athletes_name_key ON athletes (owner, lower(name)) NULLS NOT DISTINCT;

ALTER TABLE programs ADD COLUMN owner TEXT DEFAULT 'local' NOT NULL;

ALTER TABLE programs
    ALTER COLUMN owner DROP DEFAULT,
    DROP CONSTRAINT programs_athlete_id_fkey,
    ADD CONSTRAINT programs_athlete_id_owner_fkey FOREIGN KEY(athlete_id, owner) REFERENCES athletes (id, owner)
        ON UPDATE CASCADE,
    DROP CONSTRAINT programs_idempotency_key_key,
    ADD CONSTRAINT programs_owner_idempotency_key_key UNIQUE (owner, idempotency_key);

DROP INDEX programs_athlete_id_idx;

CREATE INDEX programs_athlete_idx ON programs (athlete_id, owner);

DROP INDEX programs_listing_idx;

CREATE INDEX programs_listing_idx ON programs (owner, archived, created_at, id);
