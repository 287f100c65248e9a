import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Mock } from './mock.ts';

/** The mock's backend as handlers of MSW, for `setupWorker` and `setupServer`. */
export const handlers = (mock: Mock): HttpHandler[] => [
  http.all(`${mock.endpoint}/v1/*`, async ({ request }) => {
    try {
      return await mock.fetch(request);
    } catch (error) {
      // What a `fetch` throws where there is no network.
      if (error instanceof TypeError) return HttpResponse.error();
      throw error;
    }
  }),
];
