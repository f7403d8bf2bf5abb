/** How many passages of a journey are not over. One index scan a shard: progress (shard, journey_id, ...). Parameter: journey. */
export const openPassages = `
  select count(*) as open from generate_series(0, 63) as s(shard)
  join engine.progress p on p.shard = s.shard and p.journey_id = $1 and p.status in ('READY', 'RUNNING', 'WAITING')`

/** A journey's counters, and who took which arm. An index of each begins with the journey. Parameter: journey. */
export const countersOfJourney = [
  'journey_report',
  'journey_execution_report',
  'journey_performance_report',
  'journey_node_execution_report',
  'journey_node_performance_report',
  'journey_spending',
  'experiment_exposure',
].map((table) => `delete from engine.${table} where journey_id = $1`)
