ALTER TABLE policy_versions ALTER COLUMN content TYPE JSON;

CREATE SEQUENCE session_order AS BIGINT;

CREATE TABLE materials (
    version TEXT NOT NULL,
    engine_version TEXT NOT NULL,
    catalogue_version TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    presets JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT materials_pkey PRIMARY KEY (version),
    CONSTRAINT materials_catalogue_version_fkey FOREIGN KEY(catalogue_version) REFERENCES catalogue_versions (version),
    CONSTRAINT materials_policy_version_fkey FOREIGN KEY(policy_version) REFERENCES policy_versions (version)
);

CREATE INDEX materials_catalogue_version_idx ON materials (catalogue_version);

CREATE INDEX materials_policy_version_idx ON materials (policy_version);

ALTER TABLE sessions
    ADD COLUMN planned_with TEXT,
    ADD COLUMN saved BIGINT DEFAULT 0 NOT NULL,
    ADD CONSTRAINT sessions_planned_with_fkey FOREIGN KEY(planned_with) REFERENCES materials (version);

CREATE INDEX sessions_planned_with_idx ON sessions (planned_with);

CREATE TABLE past_sessions (
    program_id UUID NOT NULL,
    microcycle SMALLINT NOT NULL,
    day SMALLINT NOT NULL,
    saved BIGINT NOT NULL,
    superseded BIGINT NOT NULL,
    record BYTEA NOT NULL,
    CONSTRAINT past_sessions_pkey PRIMARY KEY (program_id, microcycle, day, superseded),
    CONSTRAINT past_sessions_session_fkey FOREIGN KEY(program_id, microcycle, day) REFERENCES sessions (program_id,
        microcycle, day) ON DELETE CASCADE,
    CONSTRAINT past_sessions_order_check CHECK (saved < superseded)
);
