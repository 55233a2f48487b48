/** How much is asked of the targets: `gentle` asks less, in turn and slower; `thorough` writes to databases too. */
export type Care = 'gentle' | 'normal' | 'thorough';
