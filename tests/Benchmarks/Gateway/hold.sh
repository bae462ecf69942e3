#!/usr/bin/env bash
# How many connections a machine holds: gateways of some loops each, which share a port, and clients that log on and then say nothing but that they live. Prints how long
# it took, how many were open, and the gateways' own memory and the kernel's for each connection (both ends are on this machine).
# Usage: hold.sh CONNECTIONS [PROCESSES] [LOOPS]; as root, in a checkout that was built with -c Release. Works in a network namespace of its own.
#   hold.sh 10000 1 1; hold.sh 100000 1 6; hold.sh 1000000 5 11
set -euo pipefail
cd "$(dirname "$0")/../../.."
count=${1:?CONNECTIONS} processes=${2:-1} loops=${3:-1}
each=19000 # a process, and a loop with descriptors of its own, has 20 000 here
feedhandler=$PWD/FeedHandler/Host/bin/Release/net10.0/feedhandler
made=(dotnet exec "$PWD/tests/Benchmarks/bin/Release/net10.0/FeedHandler.Benchmarks.dll" shared-rate)
folder=$(mktemp -d) name=hold-$$ space=fh-hold-$$ port=43400
[ $((each * processes * loops)) -ge "$count" ] || { echo "hold.sh: $processes processes of $loops loops hold $((each * processes * loops)): give more" >&2; exit 2; }
trap 'kill $(jobs -p) 2>/dev/null || true; wait || true; ip netns del $space 2>/dev/null || true; rm -rf "$folder" /dev/shm/feedhandler-$name' EXIT
cc -O2 -o "$folder/clients" tests/Benchmarks/Gateway/clients.c
ip netns add $space
inside=(ip netns exec $space)
"${inside[@]}" ip link set lo up
"${inside[@]}" sysctl -qw net.ipv4.ip_local_port_range="1024 65535" net.core.somaxconn=65535 net.ipv4.tcp_max_syn_backlog=65535
connected() { until grep -q connected "$folder/clients-$1"; do sleep 0.1; kill -0 "${loads[$1]}"; done; }
slab() { awk '/^Slab:/ {print $2}' /proc/meminfo; }
"${made[@]}" $name 200 10 3600 >"$folder/feed" & feed=$!
until grep -q ready "$folder/feed"; do sleep 0.1; kill -0 $feed; done
gateways=()
for ((i = 0; i < processes; i++)); do
  "${inside[@]}" "$feedhandler" gateway $name --listen 127.0.0.1:$((port + i)) --loops "$loops" --connections $((each * loops)) --json >"$folder/gateway-$i.json" 2>"$folder/gateway-$i.log" & gateways+=($!)
done
for ((i = 0; i < processes; i++)); do
  until "${inside[@]}" bash -c "exec 3<>/dev/tcp/127.0.0.1/$((port + i))" 2>/dev/null; do sleep 0.2; kill -0 "${gateways[$i]}"; done
done
before=$(slab) begun=$(date +%s.%N) number=0 left=$count loads=()
rss0=0; for pid in "${gateways[@]}"; do rss0=$((rss0 + $(awk '/VmRSS/ {print $2}' /proc/$pid/status))); done
while [ "$left" -gt 0 ]; do
  some=$((left < each ? left : each))
  "${inside[@]}" "$folder/clients" --to 127.0.0.1:$((port + number % processes)) --from 127.0.$((1 + number / 200)).$((1 + number % 200)) --connections $some --idle --hold \
    --heartbeat 60000 --warm-up 0 --seconds 600 >"$folder/clients-$number" & loads+=($!)
  left=$((left - some)) number=$((number + 1))
done
for ((i = 0; i < number; i++)); do connected $i; done
took=$(echo "$(date +%s.%N) $begun" | awk '{print $1 - $2}')
sleep 5
after=$(slab) rss1=0
for pid in "${gateways[@]}"; do rss1=$((rss1 + $(awk '/VmRSS/ {print $2}' /proc/$pid/status))); done
open=$(cat "$folder"/clients-* | grep -o '"open":[0-9]*' | cut -d: -f2 | awk '{s += $1} END {print s}')
established=$("${inside[@]}" awk '/^TCP: inuse/ {print $3}' /proc/net/sockstat)
kill -INT "${loads[@]}"; wait "${loads[@]}" || true
lived=$(grep -h '"stage":"end"' "$folder"/clients-* | grep -o '"open":[0-9]*' | cut -d: -f2 | awk '{s += $1} END {print s}')
kill "${gateways[@]}"; wait "${gateways[@]}" || true
python3 - "$count" "$open" "$lived" "$took" "$before" "$after" "$rss0" "$rss1" "$established" "$folder"/gateway-*.json <<'END'
import collections, json, sys
count, opened, lived, took, before, after, rss0, rss1, sockets = map(float, sys.argv[1:10])
closed = collections.Counter()
for name in sys.argv[10:]:
    closed.update(json.load(open(name))["closed"])
print(f"connections {opened:,.0f} of {count:,.0f} in {took:.1f} s ({opened / took:,.0f} a second), still open at the end {lived:,.0f}; TCP sockets in use {sockets:,.0f}")
print(f"kernel memory, both ends: {(after - before) / 1048576:.2f} GiB, {(after - before) * 1024 / max(opened, 1):,.0f} bytes a connection")
print("closed: " + ", ".join(f"{reason} {number:,}" for reason, number in closed.items() if number))
print(f"the gateways' memory: {rss1 / 1024:,.0f} MiB, of which {(rss1 - rss0) * 1024 / max(opened, 1):,.0f} bytes a connection came with them")
END
