# workloads SITUATION…: puts situations of fixtures/situations on the lab, waits until their pods are ready; without a name, those that have namespaces of their own
cd "$LAB_HOME/../.."
env -u KUBECONFIG node scripts/run-ts.mjs test/lab/situation/place-main.ts "$@" || die "not all situations are ready"
say "workloads: ready"
