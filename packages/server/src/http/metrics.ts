import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Figures about the process and its requests, for Prometheus. */
export interface Metrics {
  /** Notes how long one request took. */
  observe(route: string, status: number, seconds: number): void;
  /** Answers the figures. */
  page: RequestHandler;
}

/** Metrics of one server; two servers in one process do not mix. */
export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request of the HTTP contract.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  return {
    observe: (route, status, seconds) => requests.labels(route, String(status)).observe(seconds),
    page: async (_request, response) => {
      response.setHeader('Content-Type', register.contentType);
      response.send(await register.metrics());
    },
  };
}
