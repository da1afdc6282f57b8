-- A program's row tells about its present run what the row of its job told before.
ALTER TABLE programs
    ADD COLUMN run INTEGER DEFAULT 1 NOT NULL,
    ADD COLUMN attempts INTEGER DEFAULT 0 NOT NULL,
    ADD COLUMN asked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL;

UPDATE programs SET
    run = jobs.run, attempts = jobs.attempts, asked_at = jobs.enqueued_at,
    started_at = jobs.started_at, finished_at = jobs.finished_at
FROM jobs WHERE jobs.program_id = programs.id;

-- Whoever was asked to stop and had not yet done so.
UPDATE programs SET status = 'cancelled', finished_at = now()
FROM jobs WHERE jobs.program_id = programs.id AND jobs.cancel_requested AND programs.status IN ('pending', 'in_progress');

UPDATE sessions SET status = 'cancelled', finished_at = now()
FROM programs
WHERE programs.id = sessions.program_id AND programs.status = 'cancelled'
    AND sessions.status IN ('pending', 'in_progress');

DROP TABLE jobs;

CREATE INDEX programs_unfinished_idx ON programs (asked_at) WHERE status IN ('pending', 'in_progress');

ALTER TABLE sessions ADD COLUMN crashes SMALLINT DEFAULT 0 NOT NULL;

-- The moves a status may make, whoever makes them. A word that is no status is left to the check constraint.
CREATE FUNCTION refuse_illegal_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IN ('pending', 'in_progress', 'completed', 'failed', 'cancelled') AND NOT (CASE OLD.status
        WHEN 'pending' THEN NEW.status IN ('in_progress', 'cancelled')
        WHEN 'in_progress' THEN NEW.status IN ('pending', 'completed', 'failed', 'cancelled')
        ELSE NEW.status = 'pending'
    END) THEN
        RAISE EXCEPTION 'status of % cannot go from % to %', TG_TABLE_NAME, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_status_move';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER programs_status_move BEFORE UPDATE OF status ON programs
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION refuse_illegal_status();

CREATE TRIGGER sessions_status_move BEFORE UPDATE OF status ON sessions
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION refuse_illegal_status();
