/** The index holds something it can never have been given: a damaged disk or a foreign hand. Delete the index and start again. */
export class StoreDamaged extends Error {
  override readonly name = 'StoreDamaged';
}
