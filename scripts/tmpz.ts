import { place } from '../test/lab/situation/place.ts';
import { verifyNamespace } from '../test/lab/suite/lab.ts';
import { outcomesOf, rowsOf } from '../test/lab/suite/rows.ts';
await place([process.argv[2] ?? ''], 'app-z');
const { run } = await verifyNamespace('app-z');
console.log(JSON.stringify({rows: rowsOf(run), o: outcomesOf(run), d: run.services.map(s=>[s.target.id,s.detail, s.prediction.reason, s.observation?.evidence])}, null, 1));
