-- Jobs that failed for good are dead letters as well: source 'job', kind the job's name, payload its data.
ALTER TABLE engine.dead_letter
  ADD COLUMN queue text,                                -- the job's
  ADD COLUMN attempts int NOT NULL DEFAULT 1,           -- how often it failed
  ADD COLUMN is_discarded boolean NOT NULL DEFAULT false; -- closed without being put back
COMMENT ON COLUMN engine.dead_letter.replayed_at IS 'When it was closed: put back, discarded, or done by a later job.';
-- One open letter a job, however often the sweep finds it failing.
CREATE UNIQUE INDEX dead_letter_open_job ON engine.dead_letter (kind, payload) WHERE source = 'job' AND replayed_at IS NULL;
