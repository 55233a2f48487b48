/** Whether a rule matches; `maybe`: it asks for something that is not known here. */
export type Match = 'yes' | 'no' | 'maybe';

/** One alternative is enough. */
export function anyOf(answers: readonly Match[]): Match {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

/** Every condition is needed. */
export function allOf(answers: readonly Match[]): Match {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}
