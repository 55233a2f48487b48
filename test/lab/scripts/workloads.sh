# workloads [NAMESPACE…]: applies the situations, waits until their pods are ready and their policies in force
kc() { in_lab timeout 200 kubectl "$@"; }
render() { node "$WORKLOADS/render.mjs" "$@"; }
mkdir -p "$RUN"
[ -s "$PKI/app.crt" ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout "$PKI/app.key" -out "$PKI/app.crt" -days 3650 -subj /CN=app.lab -addext subjectAltName=DNS:app.lab 2>/dev/null || die "openssl cannot make the application's certificate"
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || mapfile -t wanted < <(render)
for ns in "${wanted[@]}"; do render "$ns" >/dev/null || usage "no situation $ns"; done
for ns in "${wanted[@]}"; do
  printf -- '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: %s, labels: { istio-injection: enabled } }\n' "$ns"
done | kc apply --server-side --force-conflicts -f - >/dev/null
echo_map=$(kc create configmap echo --from-file="$WORKLOADS/echo.mjs" --dry-run=client -o yaml)
tls_map=$(kc create configmap echo-tls --from-file=tls.key="$PKI/app.key" --from-file=tls.crt="$PKI/app.crt" --dry-run=client -o yaml)
for ns in "${wanted[@]}"; do
  # Injected pods mount this one: without it the first start costs a retry of the kubelet.
  wait_for 30 "istio-ca-root-cert in $ns" kc -n "$ns" get configmap istio-ca-root-cert
  printf '%s\n---\n%s\n---\n%s\n' "$echo_map" "$tls_map" "$(render "$ns")" | kc -n "$ns" apply --server-side --force-conflicts -f - >/dev/null || die "the objects of $ns are refused"
  say "workloads: $ns applied"
done
for ns in "${wanted[@]}"; do
  [ -z "$(kc -n "$ns" get pods -l app -o name)" ] || kc -n "$ns" wait --for=condition=Ready pod -l app --timeout=180s >/dev/null || die "pods of $ns are not ready: npm run lab -- kubectl -n $ns get pods"
done
mesh_policy=$(kc -n istio-system get peerauthentications -o name)
pods=$(kc get pods -A -o json)
in_lab node "$WORKLOADS/in-force.mjs" 60 "$mesh_policy" "${wanted[@]}" <<<"$pods" || die "policies are not in force: is istiod paused?"
say "workloads: all ready, policies in force"
