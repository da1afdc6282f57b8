-- The first schema, frozen: later changes are later migrations.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE athletes (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    name TEXT,
    profile JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT athletes_pkey PRIMARY KEY (id),
    CONSTRAINT athletes_name_check CHECK (btrim(name) <> '')
);

CREATE UNIQUE INDEX athletes_name_key ON athletes (lower(name)) NULLS NOT DISTINCT;

CREATE TABLE catalogue_versions (
    version TEXT NOT NULL,
    content JSONB DEFAULT '[]' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT catalogue_versions_pkey PRIMARY KEY (version)
);

CREATE TABLE policy_versions (
    version TEXT NOT NULL,
    content JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT policy_versions_pkey PRIMARY KEY (version)
);

CREATE TABLE movements (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT[] NOT NULL,
    pattern TEXT NOT NULL,
    primary_muscle TEXT NOT NULL,
    search TEXT NOT NULL,
    data JSONB NOT NULL,
    catalogue_version TEXT NOT NULL,
    CONSTRAINT movements_pkey PRIMARY KEY (id),
    CONSTRAINT movements_pattern_check CHECK (pattern IN ('squat', 'hinge', 'lunge', 'horizontal_push',
        'vertical_push', 'horizontal_pull', 'vertical_pull', 'carry', 'core', 'rotation', 'plyometric', 'olympic',
        'isolation', 'isometric', 'mobility', 'stretch', 'conditioning', 'cardio')),
    CONSTRAINT movements_primary_muscle_check CHECK (primary_muscle IN ('quadriceps', 'hamstrings', 'glutes',
        'calves', 'adductors', 'abductors', 'hip_flexors', 'chest', 'lats', 'upper_back', 'traps', 'lower_back',
        'front_delts', 'side_delts', 'rear_delts', 'biceps', 'triceps', 'forearms', 'core', 'obliques',
        'full_body')),
    CONSTRAINT movements_catalogue_version_fkey FOREIGN KEY(catalogue_version) REFERENCES catalogue_versions (version)
);

CREATE INDEX movements_catalogue_version_idx ON movements (catalogue_version);
CREATE INDEX movements_search_idx ON movements USING gin (search gin_trgm_ops);

CREATE TABLE programs (
    id UUID NOT NULL,
    athlete_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    status TEXT DEFAULT 'pending' NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    archived BOOLEAN DEFAULT false NOT NULL,
    request JSON NOT NULL,
    seed BIGINT NOT NULL,
    engine_version TEXT NOT NULL,
    catalogue_version TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    warnings JSONB DEFAULT '[]' NOT NULL,
    unmet JSONB DEFAULT '[]' NOT NULL,
    structure_warnings JSONB DEFAULT '[]' NOT NULL,
    structure_assigned BOOLEAN DEFAULT false NOT NULL,
    branches JSONB DEFAULT '{}' NOT NULL,
    idempotency_key TEXT,
    door TEXT DEFAULT 'library' NOT NULL,
    goal_strength SMALLINT DEFAULT 0 NOT NULL,
    goal_hypertrophy SMALLINT DEFAULT 0 NOT NULL,
    goal_endurance SMALLINT DEFAULT 0 NOT NULL,
    goal_fat_loss SMALLINT DEFAULT 0 NOT NULL,
    goal_mobility SMALLINT DEFAULT 0 NOT NULL,
    goal_explosiveness SMALLINT DEFAULT 0 NOT NULL,
    goal_speed SMALLINT DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    error TEXT,
    CONSTRAINT programs_pkey PRIMARY KEY (id),
    CONSTRAINT programs_status_check CHECK (status IN ('pending', 'in_progress', 'completed', 'failed', 'cancelled')),
    CONSTRAINT programs_goal_range_check CHECK (goal_strength BETWEEN 0 AND 10 AND goal_hypertrophy BETWEEN 0 AND 10
        AND goal_endurance BETWEEN 0 AND 10 AND goal_fat_loss BETWEEN 0 AND 10 AND goal_mobility BETWEEN 0 AND 10
        AND goal_explosiveness BETWEEN 0 AND 10 AND goal_speed BETWEEN 0 AND 10),
    CONSTRAINT programs_goal_dollars_check CHECK (goal_strength + goal_hypertrophy + goal_endurance + goal_fat_loss
        + goal_mobility + goal_explosiveness + goal_speed = 10),
    CONSTRAINT programs_goal_count_check CHECK (num_nonnulls(nullif(goal_strength, 0), nullif(goal_hypertrophy, 0),
        nullif(goal_endurance, 0), nullif(goal_fat_loss, 0), nullif(goal_mobility, 0), nullif(goal_explosiveness,
        0), nullif(goal_speed, 0)) BETWEEN 1 AND 3),
    CONSTRAINT programs_idempotency_key_key UNIQUE (idempotency_key),
    CONSTRAINT programs_athlete_id_fkey FOREIGN KEY(athlete_id) REFERENCES athletes (id),
    CONSTRAINT programs_catalogue_version_fkey FOREIGN KEY(catalogue_version) REFERENCES catalogue_versions (version),
    CONSTRAINT programs_policy_version_fkey FOREIGN KEY(policy_version) REFERENCES policy_versions (version)
);

CREATE UNIQUE INDEX programs_active_athlete_key ON programs (athlete_id) WHERE is_active;
CREATE INDEX programs_athlete_id_idx ON programs (athlete_id);
CREATE INDEX programs_catalogue_version_idx ON programs (catalogue_version);
CREATE INDEX programs_listing_idx ON programs (archived, created_at DESC, id);
CREATE INDEX programs_policy_version_idx ON programs (policy_version);

CREATE TABLE audits (
    program_id UUID NOT NULL,
    position SMALLINT NOT NULL,
    "check" TEXT NOT NULL,
    status TEXT NOT NULL,
    value TEXT NOT NULL,
    band TEXT NOT NULL,
    detail TEXT NOT NULL,
    source TEXT NOT NULL,
    ceiling TEXT,
    CONSTRAINT audits_pkey PRIMARY KEY (program_id, position),
    CONSTRAINT audits_status_check CHECK (status IN ('ok', 'limited', 'warn', 'fail')),
    CONSTRAINT audits_program_id_fkey FOREIGN KEY(program_id) REFERENCES programs (id) ON DELETE CASCADE
);

CREATE TABLE jobs (
    program_id UUID NOT NULL,
    status TEXT DEFAULT 'todo' NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    run INTEGER DEFAULT 1 NOT NULL,
    not_before TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    worker TEXT,
    cancel_requested BOOLEAN DEFAULT false NOT NULL,
    enqueued_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    error TEXT,
    CONSTRAINT jobs_pkey PRIMARY KEY (program_id),
    CONSTRAINT jobs_status_check CHECK (status IN ('todo', 'doing', 'done', 'failed')),
    CONSTRAINT jobs_doing_has_lease_check CHECK (status <> 'doing' OR (worker IS NOT NULL AND lease_until IS NOT
        NULL)),
    CONSTRAINT jobs_program_id_fkey FOREIGN KEY(program_id) REFERENCES programs (id) ON DELETE CASCADE
);

CREATE INDEX jobs_waiting_idx ON jobs (enqueued_at) WHERE status IN ('todo', 'doing');

CREATE TABLE microcycles (
    program_id UUID NOT NULL,
    index SMALLINT NOT NULL,
    start_date DATE NOT NULL,
    length_days SMALLINT NOT NULL,
    phase TEXT NOT NULL,
    is_deload BOOLEAN NOT NULL,
    mesocycle SMALLINT NOT NULL,
    week SMALLINT NOT NULL,
    weeks SMALLINT NOT NULL,
    status TEXT NOT NULL,
    gates JSONB NOT NULL,
    CONSTRAINT microcycles_pkey PRIMARY KEY (program_id, index),
    CONSTRAINT microcycles_phase_check CHECK (phase IN ('accumulation', 'intensification', 'peaking', 'deload')),
    CONSTRAINT microcycles_status_check CHECK (status IN ('pending', 'in_progress', 'completed', 'failed',
        'cancelled')),
    CONSTRAINT microcycles_length_days_check CHECK (length_days BETWEEN 7 AND 14),
    CONSTRAINT microcycles_program_id_fkey FOREIGN KEY(program_id) REFERENCES programs (id) ON DELETE CASCADE
);

CREATE TABLE sessions (
    program_id UUID NOT NULL,
    microcycle SMALLINT NOT NULL,
    day SMALLINT NOT NULL,
    sequence SMALLINT NOT NULL,
    date DATE NOT NULL,
    type TEXT NOT NULL,
    phase TEXT NOT NULL,
    is_deload BOOLEAN NOT NULL,
    mesocycle SMALLINT NOT NULL,
    week SMALLINT NOT NULL,
    weeks SMALLINT NOT NULL,
    focus TEXT[] NOT NULL,
    activity TEXT,
    yields JSONB NOT NULL,
    target_minutes SMALLINT NOT NULL,
    status TEXT NOT NULL,
    attempts SMALLINT NOT NULL,
    variation INTEGER NOT NULL,
    avoid TEXT[] NOT NULL,
    estimated_minutes DOUBLE PRECISION NOT NULL,
    relaxation_step SMALLINT NOT NULL,
    fallback TEXT NOT NULL,
    selection_status TEXT,
    gates JSONB NOT NULL,
    blocks JSONB NOT NULL,
    exercises_count SMALLINT NOT NULL,
    branches JSONB NOT NULL,
    note TEXT NOT NULL,
    reason TEXT,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT sessions_pkey PRIMARY KEY (program_id, microcycle, day),
    CONSTRAINT sessions_program_id_sequence_key UNIQUE (program_id, sequence),
    CONSTRAINT sessions_program_id_microcycle_fkey FOREIGN KEY(program_id, microcycle) REFERENCES microcycles
        (program_id, index) ON DELETE CASCADE,
    CONSTRAINT sessions_type_check CHECK (type IN ('upper', 'lower', 'push', 'pull', 'legs', 'full_body', 'cardio',
        'conditioning', 'mobility', 'recovery')),
    CONSTRAINT sessions_phase_check CHECK (phase IN ('accumulation', 'intensification', 'peaking', 'deload')),
    CONSTRAINT sessions_status_check CHECK (status IN ('pending', 'in_progress', 'completed', 'failed', 'cancelled')),
    CONSTRAINT sessions_fallback_check CHECK (fallback IN ('none', 'relaxation', 'template')),
    CONSTRAINT sessions_selection_status_check CHECK (selection_status IN ('optimal', 'feasible', 'partial',
        'infeasible')),
    CONSTRAINT sessions_day_check CHECK (day BETWEEN 1 AND 14),
    CONSTRAINT sessions_relaxation_step_check CHECK (relaxation_step BETWEEN 0 AND 6),
    CONSTRAINT sessions_failed_has_reason_check CHECK (status <> 'failed' OR coalesce(reason, '') <> ''),
    CONSTRAINT sessions_completed_has_exercises_check CHECK (status <> 'completed' OR type = 'recovery' OR
        exercises_count > 0),
    CONSTRAINT sessions_program_id_fkey FOREIGN KEY(program_id) REFERENCES programs (id) ON DELETE CASCADE
);

CREATE TABLE decisions (
    program_id UUID NOT NULL,
    microcycle SMALLINT NOT NULL,
    day SMALLINT NOT NULL,
    slot SMALLINT NOT NULL,
    role TEXT NOT NULL,
    chosen TEXT,
    total DOUBLE PRECISION,
    relaxation_step SMALLINT NOT NULL,
    record BYTEA NOT NULL,
    CONSTRAINT decisions_pkey PRIMARY KEY (program_id, microcycle, day, slot),
    CONSTRAINT decisions_session_fkey FOREIGN KEY(program_id, microcycle, day) REFERENCES sessions (program_id,
        microcycle, day) ON DELETE CASCADE,
    CONSTRAINT decisions_role_check CHECK (role IN ('warmup', 'main', 'accessory', 'finisher', 'conditioning',
        'cardio', 'mobility', 'cooldown')),
    CONSTRAINT decisions_chosen_has_total_check CHECK ((chosen IS NULL) = (total IS NULL))
);

CREATE TABLE exercises (
    program_id UUID NOT NULL,
    microcycle SMALLINT NOT NULL,
    day SMALLINT NOT NULL,
    block SMALLINT NOT NULL,
    position SMALLINT NOT NULL,
    role TEXT NOT NULL,
    movement TEXT NOT NULL,
    name TEXT NOT NULL,
    pattern TEXT NOT NULL,
    primary_muscle TEXT NOT NULL,
    secondary_muscles TEXT[] NOT NULL,
    equipment TEXT[] NOT NULL,
    compound BOOLEAN NOT NULL,
    skill TEXT NOT NULL,
    sets SMALLINT NOT NULL,
    reps_min SMALLINT,
    reps_max SMALLINT,
    seconds INTEGER,
    per_side BOOLEAN NOT NULL,
    rest_seconds INTEGER NOT NULL,
    rpe DOUBLE PRECISION,
    percent_1rm DOUBLE PRECISION,
    load_kg DOUBLE PRECISION,
    tempo TEXT,
    ramp_sets JSONB NOT NULL,
    superset TEXT,
    score DOUBLE PRECISION,
    relaxation_step SMALLINT NOT NULL,
    alternatives JSONB NOT NULL,
    note TEXT,
    CONSTRAINT exercises_pkey PRIMARY KEY (program_id, microcycle, day, block, position),
    CONSTRAINT exercises_session_fkey FOREIGN KEY(program_id, microcycle, day) REFERENCES sessions (program_id,
        microcycle, day) ON DELETE CASCADE,
    CONSTRAINT exercises_role_check CHECK (role IN ('warmup', 'main', 'accessory', 'finisher', 'conditioning',
        'cardio', 'mobility', 'cooldown')),
    CONSTRAINT exercises_pattern_check CHECK (pattern IN ('squat', 'hinge', 'lunge', 'horizontal_push',
        'vertical_push', 'horizontal_pull', 'vertical_pull', 'carry', 'core', 'rotation', 'plyometric', 'olympic',
        'isolation', 'isometric', 'mobility', 'stretch', 'conditioning', 'cardio')),
    CONSTRAINT exercises_primary_muscle_check CHECK (primary_muscle IN ('quadriceps', 'hamstrings', 'glutes',
        'calves', 'adductors', 'abductors', 'hip_flexors', 'chest', 'lats', 'upper_back', 'traps', 'lower_back',
        'front_delts', 'side_delts', 'rear_delts', 'biceps', 'triceps', 'forearms', 'core', 'obliques',
        'full_body')),
    CONSTRAINT exercises_skill_check CHECK (skill IN ('beginner', 'intermediate', 'advanced', 'expert')),
    CONSTRAINT exercises_sets_check CHECK (sets >= 1),
    CONSTRAINT exercises_relaxation_step_check CHECK (relaxation_step BETWEEN 0 AND 6)
);

CREATE TABLE spans (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY,
    program_id UUID NOT NULL,
    microcycle SMALLINT,
    day SMALLINT,
    run INTEGER NOT NULL,
    index INTEGER NOT NULL,
    parent INTEGER,
    name TEXT NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    offset_ns BIGINT NOT NULL,
    duration_ns BIGINT NOT NULL,
    CONSTRAINT spans_pkey PRIMARY KEY (id),
    CONSTRAINT spans_session_fkey FOREIGN KEY(program_id, microcycle, day) REFERENCES sessions (program_id,
        microcycle, day) ON DELETE CASCADE,
    CONSTRAINT spans_session_check CHECK ((microcycle IS NULL) = (day IS NULL)),
    CONSTRAINT spans_duration_check CHECK (duration_ns >= 0),
    CONSTRAINT spans_program_id_fkey FOREIGN KEY(program_id) REFERENCES programs (id) ON DELETE CASCADE
);

CREATE INDEX spans_session_idx ON spans (program_id, microcycle, day);
