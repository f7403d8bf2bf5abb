-- What comparisons of domain/condition mean, for server/condition/sql.ts. They agree with domain/condition/compare.ts and
-- domain/time to the letter (server/condition/sql.db.test.ts), never throw, and answer null for what is not one.

-- A JSON number, or a string that spells one.
CREATE FUNCTION engine.number_of(v jsonb) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN n IS NULL OR abs(n) > 1.7976931348623157e308 THEN NULL
    WHEN n <> 0 AND abs(n) < 2.5e-324 THEN 0
    ELSE n::float8 END
  FROM (SELECT CASE jsonb_typeof(v)
    WHEN 'number' THEN (v #>> '{}')::numeric
    WHEN 'string' THEN
      CASE WHEN length(v #>> '{}') <= 40 AND (v #>> '{}') ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$'
        THEN (v #>> '{}')::numeric END
    END AS n) x
$$;

-- The instant of a wall clock in a zone: one that does not exist moves forward by the gap, of one that exists twice the first.
CREATE FUNCTION engine.instant_at(wall timestamp, zone text) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  late timestamptz;
  before timestamptz;
  early timestamptz;
BEGIN
  IF zone = 'UTC' THEN RETURN wall AT TIME ZONE 'UTC'; END IF;
  late := wall AT TIME ZONE zone;
  before := late - interval '24 hours';
  early := (wall - ((before AT TIME ZONE zone) - (before AT TIME ZONE 'UTC'))) AT TIME ZONE 'UTC';
  IF early < late AND early AT TIME ZONE zone = wall THEN RETURN early; END IF;
  RETURN late;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN wall AT TIME ZONE 'UTC';
END $$;

-- The instant that a JSON value names, epoch ms: ISO 8601, or Unix seconds or milliseconds.
CREATE FUNCTION engine.instant_of(v jsonb, zone text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  n float8;
  p text[];
  y int; m int; d int; h int; mi int; s int;
  era int; yoe int; doy int; shifted int;
  ms float8;
BEGIN
  IF jsonb_typeof(v) = 'number' THEN
    n := engine.number_of(v);
    ms := trunc(CASE WHEN abs(n) < 1e11 THEN n * 1000 ELSE n END);
    RETURN CASE WHEN abs(ms) <= 8.64e15 THEN ms END;
  END IF;
  IF jsonb_typeof(v) IS DISTINCT FROM 'string' OR length(v #>> '{}') > 40 THEN RETURN NULL; END IF;
  p := regexp_match(v #>> '{}', '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|z|[+-][0-9]{2}:?[0-9]{2})?)?$');
  IF p IS NULL THEN RETURN NULL; END IF;
  y := p[1]; m := p[2]; d := p[3]; h := coalesce(p[4], '0'); mi := coalesce(p[5], '0'); s := least(coalesce(p[6], '0')::int, 60);
  IF m NOT BETWEEN 1 AND 12 OR d < 1 OR h > 23 OR mi > 59 OR coalesce(p[6], '0')::int > 60 THEN RETURN NULL; END IF;
  IF d > (CASE WHEN m = 2 THEN CASE WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END
    WHEN m IN (4, 6, 9, 11) THEN 30 ELSE 31 END) THEN RETURN NULL; END IF;
  s := least(s, 59); -- a leap second
  -- Days since 1970 by the calendar, without the dates of PostgreSQL, which have no year 0.
  shifted := CASE WHEN m <= 2 THEN y - 1 ELSE y END;
  era := floor(shifted / 400.0);
  yoe := shifted - era * 400;
  doy := (153 * (m + CASE WHEN m > 2 THEN -3 ELSE 9 END) + 2) / 5 + d - 1;
  ms := (era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468)::float8 * 86400000
    + ((h * 60 + mi) * 60 + s)::float8 * 1000 + left(rpad(coalesce(p[7], '0'), 3, '0'), 3)::int;
  IF p[8] IN ('Z', 'z') THEN RETURN ms; END IF;
  IF p[8] IS NOT NULL THEN
    h := substr(p[8], 2, 2); mi := right(p[8], 2);
    IF h > 23 OR mi > 59 THEN RETURN NULL; END IF;
    RETURN ms - (CASE WHEN left(p[8], 1) = '-' THEN -1 ELSE 1 END) * (h * 60 + mi)::float8 * 60000;
  END IF;
  IF zone = 'UTC' THEN RETURN ms; END IF;
  RETURN extract(epoch FROM engine.instant_at(timestamp '1970-01-01' + ms * interval '1 millisecond', zone)) * 1000;
END $$;

-- An instant (epoch ms) plus a duration: months and days by the calendar of the zone, then elapsed time.
CREATE FUNCTION engine.instant_plus(at float8, months int, days int, ms float8, zone text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF months = 0 AND (zone = 'UTC' OR days = 0) THEN RETURN at + days::float8 * 86400000 + ms; END IF;
  RETURN extract(epoch FROM engine.instant_at(
    ((timestamptz 'epoch' + at * interval '1 millisecond') AT TIME ZONE zone) + make_interval(months => months, days => days), zone)) * 1000 + ms;
EXCEPTION
  WHEN invalid_parameter_value THEN RETURN engine.instant_plus(at, months, days, ms, 'UTC');
  WHEN datetime_field_overflow OR interval_field_overflow THEN RETURN 'Infinity';
END $$;
