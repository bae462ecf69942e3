"""The events of a shared feed, from the oldest that is there on. Run: python3 events.py /dev/shm/feedhandler-NAME [COUNT]

Python has no memory fences, but a copy that the writer began to overwrite meanwhile is found out all the same: the claim is read behind it, and x86 keeps
the order of loads. Elsewhere use the C header.
"""

import mmap
import os
import struct
import sys
import time

MAGIC, VERSION, KIND = 0x3130474E49524846, 2, 0x03464846
KINDS = {1: "definition", 2: "book", 3: "bookClear", 4: "bookStale", 5: "trade", 6: "tradeOrder", 7: "volume", 8: "statistic", 9: "status", 10: "gap",
         11: "channelReset", 12: "eventEnd", 13: "marketBest", 14: "other", 15: "doubt", 16: "doubtEnd", 17: "lastTrade", 18: "order", 19: "orderClear",
         20: "orderStale", 21: "orderWhole"}
NONE = (1 << 63) - 1
CURSOR, CLAIMED, CLOSED = 384 + 256, 384 + 128, 128 + 16


def number(memory, offset, form="<q"):
    return struct.unpack_from(form, memory, offset)[0]


def main(path, left):
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    if os.fstat(file).st_uid != os.geteuid():
        sys.exit(f"{path}: it is another user's")
    memory = mmap.mmap(file, 0, prot=mmap.PROT_READ)
    magic, version, event_bytes, _, capacity, slot_bytes, _, kind, slots = struct.unpack_from("<QiiQiiiIq", memory, 0)
    if (magic, version, event_bytes, kind) != (MAGIC, VERSION, 64, KIND):
        sys.exit(f"{path}: it is no shared feed of this version")
    following = max(0, number(memory, CLAIMED) - capacity + 1)
    while left != 0:
        is_closed = number(memory, CLOSED, "<i")
        if following > number(memory, CURSOR):
            if is_closed:
                return
            time.sleep(0.001)
            continue
        copy = memory[slots + (following % capacity) * slot_bytes:slots + (following % capacity) * slot_bytes + 64]
        if following <= number(memory, CLAIMED) - capacity:
            newest = number(memory, CURSOR)
            print(f"lost {newest - following}", flush=True)
            following = newest
            continue
        what, action, side, flags, place, price, quantity = struct.unpack_from("<BBBBiqq", copy, 0)
        at, seq_num, rpt_seq = struct.unpack_from("<qII", copy, 32)
        price = "-" if price == NONE else f"{price / 1e9:g}"
        quantity = "-" if quantity == NONE else quantity
        print(following, KINDS.get(what, what), place & 0xFF, place >> 8, side, price, quantity, at, seq_num, rpt_seq, f"{flags:#04x}", flush=True)
        following += 1
        left -= left > 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: events.py FILE [COUNT]")
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else -1)
