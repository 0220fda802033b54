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
    expect(folders('/p/logs,/q/logs,logs:/r')).toBe('logs=/p/logs logs-2=/q/logs logs-3=/r');
  });

  it('gives no two folders one name, nor one a name below another', () => {
    expect(folders('a:/x,a:/y')).toBe('a=/x a-2=/y');
    expect(folders('a:/x,a/b:/y')).toBe('a-2=/x a/b=/y');
  });

  it('lets no name lead out of the folder of links', () => {
    expect(folders('../../etc:x,./a/../b:y')).toBe('etc=x a/b=y');
  });
});
