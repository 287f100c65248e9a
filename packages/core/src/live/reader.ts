import { WORKER_NAME, openStream, type StreamEvent, type StreamRequest } from '../live-worker.ts';

type Open = (request: StreamRequest, tell: (events: StreamEvent[]) => void) => () => void;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** Under Trusted Types the address of our own worker passes the policy `continuo`, and nothing else does. */
const trusted = (own: string): string => {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return own;
  policy ??= types.createPolicy('continuo', {
    createScriptURL(url) {
      if (url !== own) throw new TypeError('continuo: not our worker');
      return url;
    },
  });
  return policy.createScriptURL(own);
};
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Streams are read in a worker; after the first time that it is refused or does not answer, in the page.
 * @param workerUrl Absent: in the page from the start, because only there is `fetch` what it is.
 */
export const createReader = (workerUrl: (() => URL) | undefined, fetch: typeof globalThis.fetch): Open => {
  let usable = typeof Worker === 'function';
  const here: Open = (request, tell) => openStream(request, tell, fetch);

  return (request, tell) => {
    if (!usable || !workerUrl) return here(request, tell);
    let worker: Worker | undefined;
    let close = () => {
      clearTimeout(guard);
      worker?.terminate();
    };
    const fallBack = () => {
      close();
      usable = false;
      close = here(request, tell);
    };
    const guard = setTimeout(fallBack, request.first + 2_000);
    try {
      const url = workerUrl();
      // A bundler may have written it into the page: such a worker has no origin that the backend could allow.
      if (url.protocol === 'data:') throw new TypeError('no origin');
      worker = new Worker(trusted(url.href), { type: 'module', name: WORKER_NAME });
      worker.onerror = (event) => {
        event.preventDefault();
        fallBack();
      };
      worker.onmessage = ({ data }: MessageEvent<StreamEvent[]>) => {
        clearTimeout(guard);
        tell(data);
      };
      worker.postMessage(request);
    } catch {
      // Refused by the page's policies, or of another origin.
      fallBack();
    }
    return () => close();
  };
};
