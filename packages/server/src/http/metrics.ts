import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for Prometheus; each backend has its own registry. */
export interface Metrics {
  readonly registry: Registry;
  request(route: string, method: string, status: number, seconds: number): void;
  /** Events by what became of them. */
  events(result: 'accepted' | 'duplicate' | 'rejected', count: number): void;
  streams(open: number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'continuo_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const events = new Counter({
    name: 'continuo_events_total',
    help: 'Collected messages by what became of them',
    labelNames: ['result'] as const,
    registers,
  });
  const streams = new Gauge({ name: 'continuo_live_streams', help: 'Open live streams', registers });
  return {
    registry,
    request: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    events: (result, count) => events.inc({ result }, count),
    streams: (open) => streams.set(open),
  };
}
