# istiod pause | resume: stops the process of istiod, so that sidecars keep the configuration they have
# A signal, not `ctr tasks pause`: on cgroup v1 a frozen task cannot be killed, a stopped one can.
case ${1:-} in
  pause) signal=STOP ;;
  resume) signal=CONT ;;
  *) usage "istiod pause | resume" ;;
esac
pid=$(istiod_pid)
[ -n "$pid" ] || die "no process of istiod"
kill -s $signal "$pid"
