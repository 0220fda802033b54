/** Requests whose time and bytes are counted as they come over the wire, before anything is unpacked. */
import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** `body` is unpacked; `wireBytes` is the body as it travelled; `millis` runs from sending to the last byte. */
export interface Answer {
  readonly status: number;
  readonly millis: number;
  readonly wireBytes: number;
  readonly body: Buffer;
}

export interface Ask {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Whether the client accepts gzip, as browsers do. Default true. */
  readonly gzip?: boolean;
}

const agent = new Agent({ keepAlive: true });

/** GET, or POST when there is something to send. Rejects when no answer comes; an error status is an answer. */
export async function ask(url: string, { json, form, gzip = true }: Ask = {}): Promise<Answer> {
  const sent = json !== undefined ? JSON.stringify(json) : form !== undefined ? new URLSearchParams(form).toString() : null;
  const headers: Record<string, string | number> = { 'accept-encoding': gzip ? 'gzip' : 'identity' };
  if (sent !== null) {
    headers['content-type'] = json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    headers['content-length'] = Buffer.byteLength(sent);
    headers['x-xsrf-protected'] = '1';
  }
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: sent === null ? 'GET' : 'POST', headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const millis = performance.now() - startedAt;
        const wire = Buffer.concat(parts);
        const body = response.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire;
        resolve({ status: response.statusCode ?? 0, millis, wireBytes: wire.length, body });
      });
    });
    sending.on('error', reject);
    sending.end(sent ?? undefined);
  });
}

/** The answer's JSON; any status but 200 is an error. */
export async function askJson<T>(url: string, options: Ask = {}): Promise<T> {
  const { status, body } = await ask(url, options);
  if (status !== 200) throw new Error(`${url} answered ${status}: ${body.toString('utf8', 0, 300)}`);
  return JSON.parse(body.toString('utf8')) as T;
}
