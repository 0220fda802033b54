import type { ApiError } from '../../server/contract.js';

/** A request that did not succeed. `code` is the server's, or `offline` when no answer came, `unreadable` when it made no sense. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: string;
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  readonly detail: string;

  constructor(code: string, message: string, { status = 0, detail = '' }: { status?: number; detail?: string } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

/** What an aborted request throws is the browser's own `AbortError`; this tells it apart. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The only road to the server. Paths are relative to the page (`api/runs`), so that every prefix works. */
export interface Api {
  /** Parsed JSON. Throws ApiFailure, or AbortError when `signal` fires. */
  get<T>(path: string, options?: { signal?: AbortSignal }): Promise<T>;
  /** Sends JSON, answers parsed JSON (undefined for an empty answer). */
  post<T>(path: string, body?: unknown, options?: { signal?: AbortSignal }): Promise<T>;
  /** Sends JSON, answers the bytes. */
  bytes(path: string, body: unknown, options?: { signal?: AbortSignal }): Promise<ArrayBuffer>;
  /** A picture or clip with its type. The browser keeps what the server says is cacheable. */
  blob(path: string, options?: { signal?: AbortSignal }): Promise<Blob>;
  /** The first `bytes` of a blob, and how many it has. */
  start(path: string, bytes: number, options?: { signal?: AbortSignal }): Promise<{ readonly blob: Blob; readonly total: number }>;
  /** Absolute address of a path, for links and downloads. */
  url(path: string): string;
}

/** `base` is the address of the page's folder (`document.baseURI`); `fetch` is passed in so that tests need no network. */
export function createApi({ base, fetch }: { base: string; fetch: typeof globalThis.fetch }): Api {
  const url = (path: string): string => new URL(path, base).href;

  async function request(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(url(path), init);
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new ApiFailure('offline', 'The server does not answer.', { detail: String(error) });
    }
    if (!response.ok) throw await failureOf(response);
    return response;
  }

  async function json<T>(path: string, init: RequestInit): Promise<T> {
    const response = await request(path, init);
    const text = await response.text();
    if (text === '') return undefined as T;
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new ApiFailure('unreadable', `The answer to ${path} is not JSON.`, { status: response.status });
    }
  }

  // The header is TensorBoard's: a page of another origin cannot send it without being allowed to.
  const sending = (body: unknown, signal?: AbortSignal): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-xsrf-protected': '1' },
    body: JSON.stringify(body ?? {}),
    ...(signal ? { signal } : {}),
  });

  return {
    url,
    get: <T>(path: string, { signal }: { signal?: AbortSignal } = {}) => json<T>(path, signal ? { signal } : {}),
    post: <T>(path: string, body?: unknown, { signal }: { signal?: AbortSignal } = {}) => json<T>(path, sending(body, signal)),
    blob: async (path, { signal } = {}) => (await request(path, signal ? { signal } : {})).blob(),
    async start(path, bytes, { signal } = {}) {
      const response = await request(path, { headers: { range: `bytes=0-${bytes - 1}` }, ...(signal ? { signal } : {}) });
      const blob = await response.blob();
      const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? blob.size);
      return { blob, total };
    },
    bytes: async (path, body, { signal } = {}) => (await request(path, sending(body, signal))).arrayBuffer(),
  };
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  try {
    const error = JSON.parse(text) as Partial<ApiError>;
    if (typeof error.code === 'string' && typeof error.message === 'string') {
      return new ApiFailure(error.code, error.message, { status, ...(error.detail ? { detail: error.detail } : {}) });
    }
  } catch {
    // Not our error shape: a proxy answered, or TensorBoard's plain text.
  }
  return new ApiFailure('http', `The server answered ${status} ${response.statusText}`.trim() + '.', { status, detail: text.slice(0, 200) });
}
