import { expect, test } from 'vitest';
import { FolderMemory } from '../../../web/state/folder-memory.js';
import { memoryStorage } from './instruments.js';

test('notes of one log folder are kept, and not those of another', () => {
  const { persistence } = memoryStorage();
  const memory = new FolderMemory(persistence);
  memory.open('/a');
  memory.put({ toggled: ['x'], groups: { scalars: { loss: false } } });
  const later = new FolderMemory(persistence);
  later.open('/b');
  expect(later.notes).toEqual({});
  expect(later.open('/a')).toBe(true);
  expect(later.notes).toEqual({ toggled: ['x'], groups: { scalars: { loss: false } } });
  expect(later.open('/a')).toBe(false);
});
test('what is not as it should be is left out, and the rest kept', () => {
  const notes = { groups: { scalars: { loss: 'yes' } }, pins: [{ plugin: 'scalars' }], toggled: ['x'], colours: { a: 'red', b: '--run-3' } };
  const memory = new FolderMemory(memoryStorage({ 'ridgeline.folder./a': JSON.stringify(notes) }).persistence);
  memory.open('/a');
  expect(memory.notes).toEqual({ toggled: ['x'], colours: { b: '--run-3' } });
});
