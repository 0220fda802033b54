/**
 * The catalogue of failures a client may see. Below `/api` a failure is an `ApiError` (`server/contract.ts`) with the
 * status given here; below `/data` it is TensorBoard's line of text, `Not found: …` (http-api, section 1.1).
 *
 * | code | status | when |
 * |---|---|---|
 * | `invalid-argument` | 400 | a parameter or a field of the body is missing, of the wrong type or out of range |
 * | `bad-json` | 400 | the body is not JSON |
 * | `bad-url` | 400 | the address holds a broken %-sequence |
 * | `unauthorized` | 401 | the server was started with `--token` and the request carries none, or another |
 * | `forbidden-host` | 403 | the Host header names a machine this server does not answer for (DNS rebinding) |
 * | `forbidden-origin` | 403 | a page of another site sent a POST |
 * | `not-found` | 404 | no such route, run, tag or file |
 * | `method-not-allowed` | 405 | the route exists, but not for this method |
 * | `too-large` | 413 | the body is past the limit of the route |
 * | `unsupported-type` | 415 | the body's content type is none that the route reads |
 * | `internal` | 500 | a bug; the server's terminal shows it |
 * | `query-thread-died` | 500 | the thread that worked on the answer ended (usually out of memory); a new one is started |
 * | `index-damaged` | 500 | SQLite could not read the index, or a chunk of it does not decode |
 * | `busy` | 503 | too many requests are waiting for a query thread |
 */
const catalogue = {
  'invalid-argument': { status: 400, message: 'The request is not valid.' },
  'bad-json': { status: 400, message: 'The body is not valid JSON.' },
  'bad-url': { status: 400, message: 'The address holds a broken %-sequence.' },
  unauthorized: {
    status: 401,
    message:
      'This server asks for its token: open the address it printed when it started (it ends in ?token=…), or send the header "Authorization: Bearer <token>".',
  },
  'forbidden-host': { status: 403, message: 'This server does not answer for that host name; start it with --host and the name to allow it.' },
  'forbidden-origin': { status: 403, message: 'A page of another site may not send this request.' },
  'not-found': { status: 404, message: 'There is nothing at this address.' },
  'method-not-allowed': { status: 405, message: 'This address does not answer to that method.' },
  'too-large': { status: 413, message: 'The body is larger than this address accepts.' },
  'unsupported-type': { status: 415, message: 'This address does not read a body of that content type.' },
  internal: { status: 500, message: 'The server made a mistake; its terminal shows which.' },
  'query-thread-died': { status: 500, message: 'The thread that worked on this answer ended early; a new one is being started, so ask again or for less.' },
  'index-damaged': { status: 500, message: 'The index could not be read; stop the server, delete the index and start again (nothing in the logs is lost).' },
  busy: { status: 503, message: 'Too many requests are waiting; ask again in a moment.' },
} as const;

export type ErrorCode = keyof typeof catalogue;

/** Every code a client may see, for documentation and its test. */
export const errorCodes = Object.keys(catalogue) as readonly ErrorCode[];

/** A failure as plain data: what crosses threads. */
export interface FailureRecord {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail: string;
}

/** An expected failure on its way to the client. Thrown by routes and queries, answered once by `http/error-handler.ts`. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  /** More about it for a person, '' when there is nothing more to say. */
  readonly detail: string;

  constructor(code: ErrorCode, message: string, detail: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.status = catalogue[code].status;
    this.detail = detail;
  }
}

/** A failure of the catalogue. `message` replaces the catalogue's sentence where a more exact one is known. */
export function failure(code: ErrorCode, message: string = catalogue[code].message, options: { detail?: string } = {}): Failure {
  return new Failure(code, message, options.detail ?? '');
}

/** The plain data of any thrown thing; what is not a `Failure` becomes `internal`, or `index-damaged` when SQLite threw it. */
export function toRecord(thrown: unknown): FailureRecord {
  if (thrown instanceof Failure) return { code: thrown.code, message: thrown.message, detail: thrown.detail };
  const code = isStoreError(thrown) ? 'index-damaged' : 'internal';
  return { code, message: catalogue[code].message, detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The other way round. */
export const fromRecord = (record: FailureRecord): Failure => new Failure(record.code, record.message, record.detail);

/** True for errors of SQLite itself (`SQLITE_CORRUPT` …) and for chunks that do not decode. */
function isStoreError(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  return (typeof code === 'string' && code.startsWith('SQLITE_')) || thrown.name === 'StoreDamaged';
}
