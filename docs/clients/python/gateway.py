"""The events of a gateway, as docs/normalized.md has them. Run: python3 gateway.py HOST PORT PATTERN [TOKEN], or python3 gateway.py --file FRAMES.

Written by the standard layout of SBE, without a generator: of each message a table of its fields. What is not in the tables is skipped, as a message of a
later version is; so is of a longer block what is behind the fields that are known.
"""

import socket
import struct
import sys
import time

SCHEMA, VERSION = 17992, 1
HEAD = "QQQQQIIiHBB"
# Of each template its name and the fields behind the event; a letter is struct's, and one with a question mark has a null, its largest value.
EVENTS = {
    1: ("LevelUpdate", "price:q? quantity:q? orders:i? side:B action:B level:B"),
    2: ("Clear", "part:B detail:B"),
    3: ("ConfidenceChange", "confidence:B"),
    4: ("Trade", "price:q? quantity:q? orders:i? aggressor:B? action:B"),
    5: ("TradeOrder", "price:q? quantity:q? orderId:Q side:B? action:B"),
    6: ("Volume", "quantity:q? action:B"),
    7: ("Statistic", "price:q? quantity:q? kind:B action:B detail:B"),
    8: ("StatusUpdate", "reason:q? extra:i status:B statusCode:B change:B"),
    9: ("Gap", "lostPackets:q"),
    10: ("ChannelReset", "detail:B"),
    11: ("EventEnd", ""),
    12: ("MarketBest", "price:q? quantity:q? side:B? action:B"),
    13: ("Other", ""),
    14: ("LastTrade", "price:q? quantity:q?"),
    15: ("OrderUpdate", "price:q? quantity:q? orderId:Q priority:Q side:B action:B"),
    16: ("Definition", "securityId:q displayFactor:q? minPriceIncrement:q?"),
    30: ("BookSnapshot", "securityId:q nextRptSeq:q lastPrice:q? lastQuantity:q volume:q? suspectRptSeq:I directDepth:B impliedDepth:B state:B doubts:B"),
    31: ("TopOfBook", "bidPrice:q? bidQuantity:q? askPrice:q? askQuantity:q? lastPrice:q? lastQuantity:q bidOrders:i? askOrders:i? bidLevel:B askLevel:B "
                      "state:B doubts:B status:B"),
}
SESSION = {
    101: ("LogonAccepted", "epoch:Q sequence:Q heartbeatInterval:I subscriptionCountMax:I protocolVersion:H"),
    102: ("Reject", "requestId:I reason:B"),
    104: ("SubscribeAccepted", "requestId:I instrumentCount:I epoch:Q sequence:Q isResumed:B"),
    106: ("UnsubscribeAccepted", "requestId:I"),
    107: ("Heartbeat", "sequence:Q sendingTime:Q"),
    108: ("Notice", "sequence:Q epoch:Q count:Q requestId:I kind:B"),
    109: ("Logout", "reason:B"),
}
NULLS = {"q": (1 << 63) - 1, "i": (1 << 31) - 1, "B": 255}
LOGON, SUBSCRIBE, HEARTBEAT, ACCEPTED, REJECT, LOGOUT = 100, 103, 107, 101, 102, 109


def fields_of(table, block, offset):
    names = [field.split(":") for field in table.split()]
    form = "<" + "".join(kind[0] for _, kind in names)
    if len(block) < offset + struct.calcsize(form):
        raise ValueError("its block is too short")
    values = struct.unpack_from(form, block, offset)
    return [f"{name}={'-' if kind.endswith('?') and value == NULLS[kind[0]] else value}" for (name, kind), value in zip(names, values)]


def line_of(message):
    """One message as a line; None for one that is not known."""
    length, template, schema, _ = struct.unpack_from("<HHHH", message, 0)
    block = message[8:8 + length]
    if schema != SCHEMA or len(block) < length:
        raise ValueError("it is no message of this schema")
    if template in SESSION:
        name, table = SESSION[template]
        return " ".join([name] + fields_of(table, block, 0))
    if template not in EVENTS:
        return None
    name, table = EVENTS[template]
    if length < 56:
        raise ValueError("its block is too short")
    sequence, previous, of_channel, transacted, _, seq_num, rpt_seq, instrument, channel, _, flags = struct.unpack_from("<" + HEAD, block, 0)
    head = [name, f"sequence={sequence}", f"previous={previous}", f"previousOfChannel={of_channel}", f"channelId={channel}", f"instrument={instrument}",
            f"seqNum={seq_num}", f"rptSeq={rpt_seq}", f"transactTime={transacted}", f"flags={flags}"]
    return " ".join(head + fields_of(table, block, 56))


def frames_of(stream, left=b""):
    """Cuts what read() gives into messages."""
    while True:
        while len(left) >= 2:
            length = struct.unpack_from("<H", left, 0)[0]
            if length < 10:
                raise ValueError("it is no frame")
            if len(left) < length:
                break
            yield left[2:length]
            left = left[length:]
        more = stream(65536)
        if not more:
            if left:
                raise ValueError("it ends within a frame")
            return
        left += more


def text(value):
    value = value.encode()[:1024]
    return struct.pack("<H", len(value)) + value


def frame(template, block, rest=b""):
    message = struct.pack("<HHHH", len(block), template, SCHEMA, VERSION) + block + rest
    return struct.pack("<H", len(message) + 2) + message


def follow(host, port, pattern, token):
    with socket.create_connection((host, port)) as connection:
        connection.sendall(frame(LOGON, struct.pack("<IH", 1000, 1), text("gateway.py") + text(token)))
        beaten = time.monotonic()
        for message in frames_of(connection.recv):
            line = line_of(message)
            template = struct.unpack_from("<H", message, 2)[0]
            if line:
                print(line, flush=True)
            if template == ACCEPTED:
                none = (1 << 64) - 1
                connection.sendall(frame(SUBSCRIBE, struct.pack("<IIQQBB", 1, 0, none, none, 0, 0), text(pattern)))
            if template in (REJECT, LOGOUT):
                return
            if time.monotonic() - beaten > 1:  # the server hears from us, as we hear from it once a second at least
                beaten = time.monotonic()
                connection.sendall(frame(HEARTBEAT, struct.pack("<QQ", 0, time.time_ns())))


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--file":
        with open(arguments[1], "rb") as file:
            for message in frames_of(file.read):
                line = line_of(message)
                if line:
                    print(line)
    elif len(arguments) in (3, 4):
        follow(arguments[0], int(arguments[1]), arguments[2], arguments[3] if len(arguments) == 4 else "")
    else:
        sys.exit("usage: gateway.py HOST PORT PATTERN [TOKEN] | gateway.py --file FRAMES")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (ValueError, OSError) as fault:
        sys.exit(f"gateway.py: {fault}")
