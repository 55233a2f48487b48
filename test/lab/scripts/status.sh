# status: one line per part; exit code 0 only when everything is up
bad=0
for n in holder $DAEMONS; do
  if alive "$n"; then
    p=$(pid_of "$n")
    printf '%-12s pid %-7s rss %s MB\n' "$n" "$p" "$(($(awk '/VmRSS/{print $2}' "/proc/$p/status") / 1024))"
  else
    printf '%-12s not running\n' "$n"
    bad=1
  fi
done
if alive apiserver; then
  kc get nodes --no-headers
  kc get pods -A -o wide
else
  bad=1
fi
exit $bad
