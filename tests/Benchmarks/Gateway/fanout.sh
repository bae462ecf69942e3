#!/usr/bin/env bash
# What a gateway's fan-out costs, in turns with the least that a server is (epoll_server.c): every client subscribes to all instruments, so that each event is a
# message to every client; some clients never read. Prints, by server and share of stalled clients, medians over the rounds: messages a second that were read,
# their latency from the making of the event, the server's processor time for a message and its memory.
# Usage: fanout.sh [CLIENTS] [INSTRUMENTS] [EVENTS_PER_SECOND] [ROUNDS] [SECONDS] [SERVERS]; in a checkout that was built with -c Release. Needs cc and python3.
#   fanout.sh 200 200 7000 3 10              # 1.4 million messages a second
#   fanout.sh 10000 200 100 3 10             # 10 000 subscribers, 1 million
set -euo pipefail
cd "$(dirname "$0")/../../.."
clients=${1:-200} instruments=${2:-200} rate=${3:-7000} rounds=${4:-3} seconds=${5:-10}
read -r -a servers <<<"${6:-c epoll io_uring}"
feedhandler=FeedHandler/Host/bin/Release/net10.0/feedhandler
made=(dotnet exec tests/Benchmarks/bin/Release/net10.0/FeedHandler.Benchmarks.dll shared-rate)
folder=$(mktemp -d)
name=fanout-$$ port=43300 warm=3
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder" /dev/shm/feedhandler-$name' EXIT
cc -O2 -o "$folder/clients" tests/Benchmarks/Gateway/clients.c
cc -O2 -o "$folder/epoll_server" tests/Benchmarks/Gateway/epoll_server.c
life=$((seconds + warm + 12))

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

one() { # SERVER STALLED ROUND
  local server=$1 stalled=$2 out="$folder/$1-$2-$3.json" feed="" pid raw=()
  : >"$out"; : >"$folder/feed"
  if [ "$server" = c ]; then
    "$folder/epoll_server" $port "$rate" $((seconds + warm)) "$clients" >"$out.server" & pid=$!
    raw=(--raw)
    sleep 0.5 # it listens at once, and a look at it would count as a client
  else
    "${made[@]}" $name "$instruments" "$rate" $life >"$folder/feed" & feed=$!
    until grep -q ready "$folder/feed"; do sleep 0.1; kill -0 $feed; done
    $feedhandler gateway $name --listen 127.0.0.1:$port --loop "$server" --connections $((clients + 100)) --json >"$out.server" 2>"$out.log" & pid=$!
    until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.1; kill -0 $pid; done
  fi
  "$folder/clients" --to 127.0.0.1:$port --connections "$clients" --stalled "$stalled" --seconds "$seconds" --warm-up $warm --hold "${raw[@]}" >"$out" & local load=$!
  until grep -q connected "$out"; do sleep 0.1; kill -0 $load; done
  sleep $warm
  local before after; before=$(ticks $pid); sleep $((seconds - 1)); after=$(ticks $pid)
  grep VmHWM "/proc/$pid/status" | awk '{print $2}' >"$out.memory"
  wait $load
  echo "$(((after - before))) $(getconf CLK_TCK) $((seconds - 1))" >"$out.cpu"
  if [ -n "$feed" ]; then kill $pid; kill $feed 2>/dev/null || true; fi
  wait $pid || true
  [ -z "$feed" ] || wait $feed || true
  rm -f /dev/shm/feedhandler-$name
}

for ((round = 1; round <= rounds; round++)); do
  for stalled in 0 15 30; do
    for server in "${servers[@]}"; do one "$server" $stalled $round; done
  done
done

python3 - "$folder" "$rounds" "${servers[@]}" <<'END'
import json, statistics, sys
folder, rounds, servers = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
print(f"{'server':<10}{'stalled %':>10}{'messages/s':>14}{'p50 us':>10}{'p99 us':>10}{'p99.9 us':>10}{'cpu ns':>9}{'to C':>7}{'MiB':>7}{'lost':>9}{'closed':>8}")
reference = {}
for stalled in (0, 15, 30):
    for server in servers:
        rows = []
        for i in range(1, rounds + 1):
            base = f"{folder}/{server}-{stalled}-{i}.json"
            end = json.loads(open(base).read().splitlines()[-1])
            ticks, hz, seconds = map(int, open(base + ".cpu").read().split())
            rate, latency = end["messagesPerSecond"], end["latencyNs"]
            rows.append((rate, latency["p50"] / 1e3, latency["p99"] / 1e3, latency["p999"] / 1e3, ticks / hz / seconds * 1e9 / max(rate, 1),
                         int(open(base + ".memory").read()) / 1024, end["lostEvents"], end["closed"]))
        m = [statistics.median(column) for column in zip(*rows)]
        if server == "c": reference[stalled] = m[4]
        ratio = f"{m[4] / reference[stalled]:.2f}" if stalled in reference else "-"
        print(f"{server:<10}{stalled:>10}{m[0]:>14,.0f}{m[1]:>10,.0f}{m[2]:>10,.0f}{m[3]:>10,.0f}{m[4]:>9,.0f}{ratio:>7}{m[5]:>7,.0f}{m[6]:>9,.0f}{m[7]:>8,.0f}")
END
