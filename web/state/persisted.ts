/** The part of `localStorage` used here. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Keeps JSON under names, for as long as the browser allows. */
export interface Persistence {
  /** What was kept, or undefined when nothing was, or storage is forbidden or damaged. */
  read(key: string): unknown;
  /** Keeps a value; null removes it. Forbidden or full storage is no failure: the page goes on without memory. */
  write(key: string, value: unknown): void;
  /** Calls back when another tab of this browser wrote the key. Answers what stops it. */
  follow(key: string, changed: (value: unknown) => void): () => void;
}

/** `shelf` is a function because merely touching `localStorage` throws where cookies are blocked. */
export function createPersistence({ shelf, events }: {
  shelf: () => Shelf;
  events?: { addEventListener(type: 'storage', listener: (event: StorageEvent) => void): void; removeEventListener(type: 'storage', listener: (event: StorageEvent) => void): void };
}): Persistence {
  return {
    read(key) {
      try {
        const text = shelf().getItem(key);
        return text === null ? undefined : parse(text);
      } catch {
        return undefined;
      }
    },
    write(key, value) {
      try {
        if (value === null) shelf().removeItem(key);
        else shelf().setItem(key, JSON.stringify(value));
      } catch {
        // Forbidden or full: taste is not worth a failure.
      }
    },
    follow(key, changed) {
      const listener = (event: StorageEvent): void => {
        if (event.key === key) changed(event.newValue === null ? undefined : parse(event.newValue));
      };
      events?.addEventListener('storage', listener);
      return () => events?.removeEventListener('storage', listener);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
