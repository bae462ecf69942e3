#!/usr/bin/env bash
# A channel that loses packets on both lines, live, between two network namespaces that this makes and removes: does it heal by itself?
#   tests/Benchmarks/Feeds/heal.sh SECONDS RECEIVER...        heal.sh 600 socket io_uring xdp dpdk; as root, with ip and jq
# LOSS is the share of packets that each line loses (0.01), RATE match events a second (1000). One receiver after the other. The last line of each is its
# verdict: whole is a feed whose every book, by level and by order, with status, volume and statistics, is the exchange's own at the end.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,5p "$0" >&2; exit 2; }
root=$(cd "$(dirname "$0")/../../.." && pwd)
seconds=$1
shift
work=$(mktemp -d)
sender="heal$$s" receiver="heal$$r"
children=()
clean() {
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  ip netns del "$sender" 2>/dev/null || true
  ip netns del "$receiver" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

# What runs is a copy, so that a build meanwhile takes nothing from under it.
dotnet build "$root/FeedHandler/Host" -c Release -v q -clp:NoSummary
dotnet build "$root/docs/samples/LastBooks" -c Release -v q -clp:NoSummary
cp -r "$root/FeedHandler/Host/bin/Release/net10.0" "$work/command"
cp -r "$root/docs/samples/LastBooks/bin/Release/net10.0" "$work/sample"
command=$work/command/feedhandler

ip netns add "$sender"
ip netns add "$receiver"
ip -n "$sender" link set lo up
ip -n "$receiver" link set lo up
ip -n "$sender" link add xa type veth peer name ra netns "$receiver"
ip -n "$sender" addr add 10.91.1.1/24 dev xa
ip -n "$sender" link set xa up
ip -n "$receiver" addr add 10.91.1.2/24 dev ra
ip -n "$receiver" link set ra up

serve() {
  ip netns exec "$sender" "$command" simulate --serve --interface xa --snapshot-ms 100 --definition-ms 200 --order-snapshot-ms 100 \
    --replay-server 10.91.1.1:10310 --json "$@"
}

resident() { awk '/VmRSS/ { print $2 }' "/proc/$1/status"; }

await() { until grep -q "$2" "$1" 2>/dev/null; do kill -0 "$3" 2>/dev/null || { cat "$1" >&2; return 1; }; sleep 0.2; done; }

configure() {
  local arguments='[]'
  [ "$1" != dpdk ] || arguments=$(jq -n --arg prefix "heal$$" '["--no-huge", "-m", "256", "--no-pci", "--no-telemetry", "--file-prefix", $prefix,
    "--vdev=net_af_packet0,iface=ra,framesz=2048,blocksz=4096,framecnt=8192"]')
  jq --arg kind "$1" --argjson arguments "$arguments" '.lines[].interface = "ra"
    | .receiver = {kind: $kind, receiveBufferBytes: 16777216, dpdkArguments: $arguments}
    | .arbitration = {gapTimeUs: 20000} | .warmUp = {passes: 1} | .replay.requestsPerSecond = 1000' "$work/exchange.json" > "$work/feed.json"
}

# The heart of it: each instrument as the strategy has seen it last, held against the exchange's line.
compare() {
  jq -n --slurpfile report "$work/report.json" --slurpfile truth "$work/truth.jsonl" '($report[0].strategies[0].results) as $seen
    | [$truth[] | select(.deleted | not)] | {instruments: length, different: [.[] | . as $one
    | select(($seen["of\(.securityId)"] // "null" | fromjson) != ($one | del(.channel, .lastPacket))) | .symbol]}'
}

verdict=0
for kind in "$@"; do
  serve --events 0 --quiet-ms 0 --config "$work/exchange.json" > /dev/null
  configure "$kind"
  ip netns exec "$receiver" "$command" run "$work/feed.json" --until-idle-ms 10000 --json --verify --strategy "$work/sample/LastBooks.dll:LastBooks" \
    > "$work/report.json" 2> "$work/feed.log" &
  feed=$!
  children=("$feed")
  await "$work/feed.log" 'groups joined' "$feed"
  begin=$(date +%s)
  serve --rate "${RATE:-1000}" --for "$seconds" --loss-a "${LOSS:-0.01}" --loss-b "${LOSS:-0.01}" --session-events 200000 --quiet-ms 15000 \
    --truth "$work/truth.jsonl" > "$work/served.json" 2> "$work/served.log" &
  exchange=$!
  children+=("$exchange")
  sleep "$((seconds / 10))"
  first=$(resident "$feed")
  await "$work/served.log" 'quiet from here on' "$exchange"
  last=$(resident "$feed")
  wait "$exchange"
  code=0
  wait "$feed" || code=$?
  children=()
  compared=$(compare)
  jq --arg kind "$kind" --argjson took "$(($(date +%s) - begin))" --argjson code "$code" --argjson compared "$compared" --argjson first "$first" \
    --argjson last "$last" '{receiver: $kind, seconds: $took, exitCode: $code, packets: (.packets | {received, lost, gaps, doubts, restarts}),
    replayPackets: .channels[0].recovery.replayPackets, timeToHeal: .channels[0].timeToHeal, verification,
    residentKb: {afterATenth: $first, atTheClose: $last},
    states: ([.instruments[] | .state, .orders.state] | group_by(.) | map({(.[0]): length}) | add), compared: $compared}' \
    "$work/report.json" | tee "$work/line.json"
  jq -e '.packets.lost > 0 and .compared.instruments > 0 and .compared.different == [] and (.states | keys) == ["whole"]' "$work/line.json" > /dev/null \
    && echo "$kind: healed, $(jq .packets.lost "$work/line.json") packets lost on both lines" || { echo "$kind: NOT HEALED"; verdict=1; }
done
exit "$verdict"
