# down: ends every process of the lab by pid, removes namespace, mounts, cgroups and cluster state, puts the sysctls back.
# Binaries, images and keys stay, so that the next up is fast.
. "$SCRIPTS/clear.sh"
only_one
begin=$SECONDS
if [ -e "$RUN/up" ]; then clear_lab; fi
[ -z "$(ip netns list 2>/dev/null | grep -w "$LAB_NETNS")" ] || die "the namespace $LAB_NETNS is still there"
say "down: done in $((SECONDS - begin)) s"
