import { expect, test } from 'vitest';
import { audioType, imageType, UNKNOWN_MEDIA_TYPE } from '../../../server/model/media-type.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test.each([
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
  ['BM', 'image/bmp'],
  ['\0\0\0\x1cftypavif', 'image/avif'],
])('an image that begins with %j is %s', (start, type) => expect(imageType(bytes(start))).toBe(type));

test.each([
  ['RIFF\0\0\0\0WAVE', 'audio/wav'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
  ['ID3\x04', 'audio/mpeg'],
  ['\xff\xfb\x90', 'audio/mpeg'],
  ['\0\0\0\x20ftypM4A ', 'audio/mp4'],
])('a clip that begins with %j is %s', (start, type) => expect(audioType(bytes(start))).toBe(type));

test('what could run is never named: SVG, HTML, PDF, JavaScript, nothing at all, a signature cut short', () => {
  for (const text of ['<svg onload=alert(1)>', '<!doctype html>', '%PDF-1.7', 'alert(1)', '', '\x89PN', ' GIF89a', 'RIFF\0\0\0\0']) {
    expect(imageType(bytes(text))).toBe(UNKNOWN_MEDIA_TYPE);
    expect(audioType(bytes(text))).toBe(UNKNOWN_MEDIA_TYPE);
  }
});
