# status: one line per part; exit code 0 only when everything is up
bad=0
for n in holder $DAEMONS; do
  if alive "$n"; then
    p=$(pid_of "$n")
    printf '%-12s pid %-7s rss %s MB\n' "$n" "$p" "$(($(awk '/VmRSS/{kb = $2} END {print kb + 0}' "/proc/$p/status") / 1024))"
  else
    printf '%-12s not running\n' "$n"
    bad=1
  fi
done
ask() { kc --request-timeout=10s "$@"; }
if alive holder && alive apiserver; then
  ask get nodes --no-headers || bad=1
  ask get pods -A -o wide || bad=1
  ask wait --for=condition=Ready node/labnode --timeout=1s >/dev/null 2>&1 || { echo "the node is not ready"; bad=1; }
  ask -n istio-system wait --for=condition=Available deployment/istiod --timeout=1s >/dev/null 2>&1 || { echo "istiod is not ready"; bad=1; }
  # Pods of a run of mtls-verify come and go.
  waiting=$(ask get pods -A --no-headers -l app.kubernetes.io/managed-by!=mtls-verify | awk '{split($3, n, "/")} $4 != "Completed" && n[1] != n[2] {print $1 "/" $2}') || bad=1
  [ -z "$waiting" ] || { printf 'not ready: %s\n' $waiting; bad=1; }
else
  bad=1
fi
exit $bad
