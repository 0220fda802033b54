import type { FolderAnswer, LoadStatus } from '../../server/contract.js';
import { count, plural } from './format.js';

/** What an empty page says first. */
export interface FolderWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Why there is nothing to draw: what was looked for, and what was found. */
export function folderWords(folder: FolderAnswer, load: LoadStatus | null): FolderWords {
  const { logdir } = folder;
  if (!folder.exists) {
    return {
      title: 'Waiting for the log folder',
      lines: [`There is no ${logdir} yet.`, 'Reading starts by itself when it appears; this page will show it at once.'],
    };
  }
  if (folder.problem) return { title: 'The log folder cannot be read', lines: [folder.problem] };
  const looked = `Looked ${folder.truncated ? 'at the first few thousand entries of' : 'through'} ${logdir} (${plural(folder.folders, 'folder')}) for files with “tfevents” in their name`;
  if (folder.eventFiles.length === 0) {
    const others = folder.otherFiles.length;
    return {
      title: 'No event files yet',
      lines: [
        `${looked}: ${others === 0 ? 'found no files at all' : `found ${folder.truncated ? 'only' : 'none, but'} ${plural(others, 'other file')}`}.`,
        'Watching for new ones.',
      ],
    };
  }
  const empty = folder.eventFiles.filter((file) => file.bytes === 0).length;
  const lines = [`${looked}: found ${count(folder.eventFiles.length)}${empty > 0 ? `, ${empty === folder.eventFiles.length ? 'all' : count(empty)} of them empty` : ''}.`];
  if (load?.state === 'loading') lines.push('They are being read.');
  else if (empty === folder.eventFiles.length) lines.push('Writers keep points back for a while (PyTorch up to two minutes): writer.flush() writes them out.');
  else lines.push('They were read, but hold no series that can be drawn.');
  return { title: 'Nothing to draw yet', lines };
}
