/** Configurations as a training script takes them: command-line flags, JSON, YAML, a Python dict. */
import type { ConfigurationJson, HparamValue } from '../../../server/plugins/hparams/contract.js';

export const TEXT_FORMATS = ['flags', 'json', 'yaml', 'python'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];
export const TEXT_FORMAT_WORDS: Readonly<Record<TextFormat, string>> = { flags: 'Command-line flags', json: 'JSON', yaml: 'YAML', python: 'Python dict' };

/** One configuration. Numbers are whole, not rounded: the trial that is run is the one proposed. */
export function configurationText(configuration: ConfigurationJson, format: TextFormat): string {
  const entries = Object.entries(configuration);
  switch (format) {
    case 'flags':
      return entries.map(([name, value]) => shellWord(`--${name}=${String(value)}`)).join(' ');
    case 'json':
      return JSON.stringify(configuration, null, 2);
    case 'yaml':
      return entries.length === 0 ? '{}' : entries.map(([name, value]) => `${yamlString(name)}: ${yamlValue(value)}`).join('\n');
    case 'python':
      return `{${entries.map(([name, value]) => `${JSON.stringify(name)}: ${pythonValue(value)}`).join(', ')}}`;
  }
}

/** Several: a line of flags each, else a list. */
export function configurationsText(configurations: readonly ConfigurationJson[], format: TextFormat): string {
  const texts = configurations.map((configuration) => configurationText(configuration, format));
  switch (format) {
    case 'flags':
      return texts.join('\n');
    case 'json':
      return JSON.stringify(configurations, null, 2);
    case 'yaml':
      return texts.length === 0 ? '[]' : texts.map((text) => `- ${text.replaceAll('\n', '\n  ')}`).join('\n');
    case 'python':
      return `[\n${texts.map((text) => `    ${text},\n`).join('')}]`;
  }
}

/** One word to a POSIX shell, quoted only where that is needed. A log may name a hyperparameter anything: nothing of it is run. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function pythonValue(value: HparamValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  // A JSON string is a Python string, too: every escape that JSON has means the same there.
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function yamlValue(value: HparamValue): string {
  if (typeof value === 'boolean') return String(value);
  // YAML 1.1, which PyYAML reads, takes 1e-7 for text: a float has a point.
  return typeof value === 'number' ? String(value).replace(/^(-?\d+)e/, '$1.0e') : yamlString(value);
}

/** Words that YAML 1.1 reads as something other than text, in any case. */
const YAML_WORDS = /^(true|false|yes|no|on|off|null|y|n)$/i;

/** Plain where nothing could be taken for anything else; else double-quoted, as JSON is, which every YAML reader understands. */
const yamlString = (text: string): string => (/^[A-Za-z_][\w.-]*$/.test(text) && !YAML_WORDS.test(text) ? text : JSON.stringify(text));
