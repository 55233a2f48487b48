import { tableReport, wideReport } from '../src/report/table.ts';
import { type Measure, median } from './measure.ts';
import { FEW, MANY, rows } from './run-rows.ts';

const ROUNDS = 7;
const OPTIONS = { colour: false, width: 120 };

/** How many times longer a table of 5,000 rows takes than one of 50. */
export async function tableRows(): Promise<Measure> {
  return growth(tableReport);
}

/** The same with every row written out. */
export async function wideRows(): Promise<Measure> {
  return growth(wideReport);
}

function growth(report: typeof tableReport): Measure {
  const [few, many] = [rows(FEW), rows(MANY)];
  const time = (run: typeof few, rounds: number) =>
    median(
      Array.from({ length: rounds }, () => {
        const start = performance.now();
        report(run, OPTIONS);
        return performance.now() - start;
      }),
    );
  // The first ones pay for the compiler.
  time(few, ROUNDS * 10);
  const [small, large] = [time(few, ROUNDS * 10), time(many, ROUNDS)];
  return {
    value: Math.round((large / small) * 100) / 100,
    limit: (MANY / FEW) * 1.5,
    unit: 'ratio',
    detail: `${Math.round(large)} ms over ${small.toFixed(2)} ms`,
  };
}
