import { describe, expect, test } from 'vitest';
import { displayName, eventFilePath, runNameOf } from '../../../server/logdir/path-bytes.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('displayName', () => {
  test('a UTF-8 name is shown as it is', () => {
    expect(displayName(Buffer.from('größe/日本 🚀'))).toBe('größe/日本 🚀');
    expect(displayName(Buffer.from('C:\\logs'))).toBe('C:\\logs');
  });

  test('a byte that is not UTF-8 is shown as its number, the rest as it is', () => {
    expect(displayName(bytes('a\xffb'))).toBe('a\\xffb');
    expect(displayName(Buffer.concat([Buffer.from('ü'), bytes('\xe4\xf6'), Buffer.from('ü')]))).toBe('ü\\xe4\\xf6ü');
  });

  test.each([
    ['overlong', '\xc0\x80', '\\xc0\\x80'],
    ['surrogate half', '\xed\xa0\x80', '\\xed\\xa0\\x80'],
    ['cut sequence', '\xe2\x82', '\\xe2\\x82'],
    ['beyond Unicode', '\xf4\x90\x80\x80', '\\xf4\\x90\\x80\\x80'],
  ])('an invalid sequence is shown byte by byte: %s', (_name, raw, shown) => {
    expect(displayName(bytes(raw))).toBe(shown);
  });

  test('a name that spells an escape is told from the byte it spells', () => {
    expect(displayName(Buffer.from('a\\xffb'))).toBe('a\\x5cxffb');
    expect(displayName(Buffer.from('a\\xffb'))).not.toBe(displayName(bytes('a\xffb')));
  });
});

test('the logdir itself is run "."', () => {
  expect(runNameOf(Buffer.alloc(0))).toBe('.');
  expect(runNameOf(Buffer.from('a/b'))).toBe('a/b');
});

test('the path of an event file is joined from bytes', () => {
  expect(eventFilePath('/logs', bytes('a\xff'), bytes('x.tfevents'))).toEqual(bytes('/logs/a\xff/x.tfevents'));
  expect(eventFilePath('/logs', Buffer.alloc(0), bytes('x.tfevents'))).toEqual(bytes('/logs/x.tfevents'));
});
