import { describe, expect, it } from 'vitest';
import { readFolders } from '../../../server/command-line/logdir-spec.js';

const folders = (spec: string): string => readFolders(spec, (path) => path).map(({ name, path }) => `${name}=${path}`).join(' ');

describe('--logdir_spec', () => {
  it("follows TensorBoard's grammar", () => {
    expect(folders('a:x,b:y')).toBe('a=x b=y');
    expect(folders('a:/x/b:c')).toBe('a=/x/b:c');
    expect(folders('/x:y')).toBe('=/x:y');
    expect(folders('a:x,b:x')).toBe('b=x');
    expect(folders(' a:x , ,')).toBe('a=x');
    expect(folders('')).toBe('');
  });

  it('gives unnamed folders names of their own', () => {
    expect(folders('/p/logs,/q/logs,logs:/r')).toBe('logs-2=/p/logs logs-3=/q/logs logs=/r');
  });

  it('lets no name lead out of the folder of links', () => {
    expect(folders('../../etc:x,./a/../b:y')).toBe('etc=x a/b=y');
  });
});
