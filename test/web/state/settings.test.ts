import { describe, expect, it } from 'vitest';
import { createPersistence } from '../../../web/state/persisted.js';
import { DEFAULT_SETTINGS, SETTINGS_KEY, Settings } from '../../../web/state/settings.svelte.js';
import { memoryStorage } from './instruments.js';

describe('Settings', () => {
  it('keeps a change, and only what differs from the default', () => {
    const { persistence, store } = memoryStorage();
    new Settings(persistence).set({ smoothing: 0.9, pageSize: DEFAULT_SETTINGS.pageSize });
    expect(JSON.parse(store.get(SETTINGS_KEY) ?? '')).toEqual({ smoothing: 0.9 });
    expect(new Settings(persistence).current.smoothing).toBe(0.9);
  });

  it('ignores what is out of range, of another type or unknown, and keeps the rest', () => {
    const stored = { smoothing: 1.5, theme: 'pink', pageSize: '12', density: 'compact', invented: true };
    const { persistence } = memoryStorage({ [SETTINGS_KEY]: JSON.stringify(stored) });
    expect(new Settings(persistence).current).toEqual({ ...DEFAULT_SETTINGS, density: 'compact' });
  });

  it('follows another tab, also when that one resets everything', () => {
    const { persistence, otherTab } = memoryStorage();
    const settings = new Settings(persistence);
    otherTab(SETTINGS_KEY, '{"theme":"dark"}');
    expect(settings.current.theme).toBe('dark');
    otherTab('something else', '{"theme":"light"}');
    expect(settings.current.theme).toBe('dark');
    otherTab(SETTINGS_KEY, null);
    expect(settings.current.theme).toBe('auto');
  });

  it('works without memory where storage is forbidden, full or damaged', () => {
    const forbidden = createPersistence({ shelf: () => { throw new Error('denied'); } });
    const settings = new Settings(forbidden);
    settings.set({ theme: 'dark' });
    expect(settings.current.theme).toBe('dark');
    expect(new Settings(memoryStorage({ [SETTINGS_KEY]: '{not json' }).persistence).current).toEqual(DEFAULT_SETTINGS);
  });

  it('resets named settings, or all', () => {
    const settings = new Settings(memoryStorage().persistence);
    settings.set({ smoothing: 0, theme: 'dark' });
    settings.reset('smoothing');
    expect(settings.current).toMatchObject({ smoothing: 0.6, theme: 'dark' });
    settings.reset();
    expect(settings.current).toEqual(DEFAULT_SETTINGS);
  });
});
