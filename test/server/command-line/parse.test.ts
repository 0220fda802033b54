import { describe, expect, it } from 'vitest';
import { helpText, parse } from '../../../server/command-line/parse.js';
import { flags } from '../../../server/command-line/flags.js';

function values(...args: string[]): Record<string, string> {
  const parsed = parse(args);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  return Object.fromEntries([...parsed.values, ...parsed.words.map((word, i) => [`word${i}`, word] as const)]);
}

function refusal(...args: string[]): string {
  const parsed = parse(args);
  return parsed.kind === 'refused' ? parsed.message : `accepted: ${args.join(' ')}`;
}

describe('parse', () => {
  it('reads every flag of the table in both spellings', () => {
    for (const flag of flags) {
      const value = flag.kind !== 'value' ? 'true' : (flag.choices?.[0] ?? (flag.number === undefined ? 'text' : '7'));
      expect(values(`--${flag.name}=${value}`), flag.name).toEqual({ [flag.name]: value });
      expect(values(`--${flag.name.replaceAll('_', '-')}`, value), flag.name).toEqual({ [flag.name]: value });
    }
  });

  it('understands true and false behind switches and booleans, in any case', () => {
    expect(values('--bind_all', 'logs')).toEqual({ bind_all: 'true', word0: 'logs' });
    expect(values('--bind_all', 'False', 'logs')).toEqual({ word0: 'logs' });
    expect(values('--reload_multifile', 'TRUE')).toEqual({ reload_multifile: 'true' });
    expect(values('--reload_multifile=false', 'logs')).toEqual({ reload_multifile: 'false', word0: 'logs' });
    expect(refusal('--bind_all=yes')).toContain("'--bind_all' takes no value but true or false");
  });

  it('takes a beginning for the whole when only one flag begins so', () => {
    expect(values('--window', 'x', '--samples=scalars=1')).toEqual({ window_title: 'x', samples_per_plugin: 'scalars=1' });
    expect(refusal('--log', 'logs')).toBe('error: ambiguous option: --log could match --logdir, --logdir_spec');
  });

  it('refuses what it does not know and names what is nearest, in the spelling used', () => {
    expect(refusal('--prot', '7000')).toBe("error: unknown option '--prot'\n(Did you mean --port?)");
    expect(refusal('--bind-al1')).toContain("unknown option '--bind-al1'\n(Did you mean --bind_all?)");
  });

  it('refuses values that cannot be', () => {
    expect(refusal('--reload_interval', 'soon')).toContain("argument 'soon' is invalid. It takes a number of at least 0.");
    expect(refusal('--reload_interval=-1')).toContain('at least 0');
    expect(refusal('--max_reload_threads', '1.5')).toContain('whole number');
    expect(refusal('--load_fast', 'maybe')).toContain('Allowed choices are auto, true, false.');
    expect(refusal('--logdir')).toContain("option '--logdir' expects a value");
    expect(refusal('--logdir', '--port', '7000')).toContain("option '--logdir' expects a value");
  });

  it('lets the last of several count, and passes on everything behind --', () => {
    expect(values('--port', '1', '--port=2')).toEqual({ port: '2' });
    expect(values('--', '--logs')).toEqual({ word0: '--logs' });
  });

  it('takes a dash in a value as it is', () => {
    expect(values('--window_title=--a-b', '--logdir', 'my-logs')).toEqual({ window_title: '--a-b', logdir: 'my-logs' });
    expect(values('--reload_multifile_inactive_secs', '-1')).toEqual({ reload_multifile_inactive_secs: '-1' });
  });

  it("leaves out TensorBoard's subcommand", () => {
    expect(values('serve', '--logdir', 'logs')).toEqual({ logdir: 'logs' });
  });

  it('has help for every flag that does something, and for all with --helpfull', () => {
    for (const { name, notice } of flags) {
      expect(helpText({ full: true }), name).toContain(`--${name}`);
      if (notice !== undefined) expect(helpText({ full: false })).not.toMatch(new RegExp(`--${name}\\b`));
    }
  });
});
