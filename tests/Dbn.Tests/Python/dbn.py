#!/usr/bin/env python3
"""Databento Binary Encoding by its specification alone: shares nothing with what it tests.

dbn.py write FILE VERSION SEED   writes a file with records of every kind at random and prints what is in it
dbn.py read FILE                 prints what is in a file, and fails where a byte is not accounted for

A line of JSON for the metadata, then one for each record.
"""
import json
import random
import struct
import sys

I8, U8, I16, U16, I32, U32, I64, U64 = "b", "B", "h", "H", "i", "I", "q", "Q"


def fields(text):
    """Fields as 'name:type', a text of n bytes as 'name:n', n bytes that stay zero as '-:n'."""
    return [tuple(field.split(":")) for field in text.split()]


LEVEL = "bid_price:q ask_price:q bid_size:I ask_size:I bid_count:I ask_count:I"
CONSOLIDATED = "bid_price:q ask_price:q bid_size:I ask_size:I bid_publisher:H -:2 ask_publisher:H -:2"


def levels(count, text=LEVEL):
    return " ".join(
        " ".join(part if part[0] == "-" else f"levels{level}.{part}" for part in text.split()) for level in range(count))


def level(text=LEVEL):
    return " ".join(part if part[0] == "-" else f"level.{part}" for part in text.split())


MBO = "order_id:Q price:q size:I flags:B channel_id:B action:B side:B ts_recv:Q ts_in_delta:i sequence:I"
TRADE = "price:q size:I action:B side:B flags:B depth:B ts_recv:Q ts_in_delta:i sequence:I"
STATUS = "ts_recv:Q action:H reason:H trading_event:H is_trading:B is_quoting:B is_short_sell_restricted:B -:7"
IMBALANCE = (
    "ts_recv:Q ref_price:q auction_time:Q cont_book_clr_price:q auct_interest_clr_price:q ssr_filling_price:q ind_match_price:q "
    "upper_collar:q lower_collar:q paired_qty:I total_imbalance_qty:I market_imbalance_qty:I unpaired_qty:I auction_type:B side:B "
    "auction_status:B freeze_status:B num_extensions:B unpaired_side:B significant_imbalance:B -:1")
OHLCV = "open:q high:q low:q close:q volume:Q"
CMBP1 = "price:q size:I action:B side:B flags:B -:1 ts_recv:Q ts_in_delta:i -:4 " + level(CONSOLIDATED)
BBO = "price:q size:I -:1 side:B flags:B -:1 ts_recv:Q -:4 sequence:I " + level()
CBBO = "price:q size:I -:1 side:B flags:B -:1 ts_recv:Q -:8 " + level(CONSOLIDATED)
STATISTICS_V3 = (
    "ts_recv:Q ts_ref:Q price:q quantity:q sequence:I ts_in_delta:i stat_type:H channel_id:H update_action:B stat_flags:B -:18")
STATISTICS_V1 = (
    "ts_recv:Q ts_ref:Q price:q quantity:i sequence:I ts_in_delta:i stat_type:H channel_id:H update_action:B stat_flags:B -:6")
DEFINITION_V3 = (
    "ts_recv:Q min_price_increment:q display_factor:q expiration:Q activation:Q high_limit_price:q low_limit_price:q "
    "max_price_variation:q unit_of_measure_qty:q min_price_increment_amount:q price_ratio:q strike_price:q raw_instrument_id:Q "
    "leg_price:q leg_delta:q inst_attrib_value:i underlying_id:I market_depth_implied:i market_depth:i market_segment_id:I "
    "max_trade_vol:I min_lot_size:i min_lot_size_block:i min_lot_size_round_lot:i min_trade_vol:I contract_multiplier:i "
    "decay_quantity:i original_contract_size:i leg_instrument_id:I leg_ratio_price_numerator:i leg_ratio_price_denominator:i "
    "leg_ratio_qty_numerator:i leg_ratio_qty_denominator:i leg_underlying_id:I appl_id:h maturity_year:H decay_start_date:H "
    "channel_id:H leg_count:H leg_index:H currency:4 settl_currency:4 sec_sub_type:6 raw_symbol:71 group:21 exchange:5 asset:11 "
    "cfi:7 security_type:7 unit_of_measure:31 underlying:21 strike_price_currency:4 leg_raw_symbol:71 instrument_class:B "
    "match_algorithm:B main_fraction:B price_display_format:B sub_fraction:B underlying_product:B security_update_action:B "
    "maturity_month:B maturity_day:B maturity_week:B user_defined_instrument:B contract_multiplier_unit:b flow_schedule_type:b "
    "tick_rule:B leg_instrument_class:B leg_side:B -:17")
OLD_HEAD = (
    "ts_recv:Q min_price_increment:q display_factor:q expiration:Q activation:Q high_limit_price:q low_limit_price:q "
    "max_price_variation:q trading_reference_price:q unit_of_measure_qty:q min_price_increment_amount:q price_ratio:q ")
DEFINITION_V2 = (
    OLD_HEAD + "strike_price:q inst_attrib_value:i underlying_id:I raw_instrument_id:I market_depth_implied:i market_depth:i "
    "market_segment_id:I max_trade_vol:I min_lot_size:i min_lot_size_block:i min_lot_size_round_lot:i min_trade_vol:I "
    "contract_multiplier:i decay_quantity:i original_contract_size:i trading_reference_date:H appl_id:h maturity_year:H "
    "decay_start_date:H channel_id:H currency:4 settl_currency:4 sec_sub_type:6 raw_symbol:71 group:21 exchange:5 asset:7 cfi:7 "
    "security_type:7 unit_of_measure:31 underlying:21 strike_price_currency:4 instrument_class:B match_algorithm:B "
    "md_security_trading_status:B main_fraction:B price_display_format:B settl_price_type:B sub_fraction:B underlying_product:B "
    "security_update_action:B maturity_month:B maturity_day:B maturity_week:B user_defined_instrument:B contract_multiplier_unit:b "
    "flow_schedule_type:b tick_rule:B -:10")
DEFINITION_V1 = (
    OLD_HEAD + "inst_attrib_value:i underlying_id:I raw_instrument_id:I market_depth_implied:i market_depth:i market_segment_id:I "
    "max_trade_vol:I min_lot_size:i min_lot_size_block:i min_lot_size_round_lot:i min_trade_vol:I -:4 contract_multiplier:i "
    "decay_quantity:i original_contract_size:i -:4 trading_reference_date:H appl_id:h maturity_year:H decay_start_date:H "
    "channel_id:H currency:4 settl_currency:4 sec_sub_type:6 raw_symbol:22 group:21 exchange:5 asset:7 cfi:7 security_type:7 "
    "unit_of_measure:31 underlying:21 strike_price_currency:4 instrument_class:B -:2 strike_price:q -:6 match_algorithm:B "
    "md_security_trading_status:B main_fraction:B price_display_format:B settl_price_type:B sub_fraction:B underlying_product:B "
    "security_update_action:B maturity_month:B maturity_day:B maturity_week:B user_defined_instrument:B contract_multiplier_unit:b "
    "flow_schedule_type:b tick_rule:B -:3")
MAPPING_V2 = "symbol_type_in:B symbol_in:71 symbol_type_out:B symbol_out:71 start_ts:Q end_ts:Q"
MAPPING_V1 = "symbol_in:22 symbol_out:22 -:4 start_ts:Q end_ts:Q"

BODIES = {
    0x00: TRADE, 0x01: TRADE + " " + level(), 0x0A: TRADE + " " + levels(10), 0x11: OHLCV, 0x12: STATUS, 0x14: IMBALANCE,
    0x20: OHLCV, 0x21: OHLCV, 0x22: OHLCV, 0x23: OHLCV, 0x24: OHLCV, 0xA0: MBO, 0xB1: CMBP1, 0xC0: CBBO, 0xC1: CBBO, 0xC2: CMBP1,
    0xC3: BBO, 0xC4: BBO,
}
BODIES_OF = {
    1: {0x13: DEFINITION_V1, 0x15: "error:64", 0x16: MAPPING_V1, 0x17: "message:64", 0x18: STATISTICS_V1},
    2: {0x13: DEFINITION_V2, 0x15: "error:302 code:B is_last:B", 0x16: MAPPING_V2, 0x17: "message:303 code:B", 0x18: STATISTICS_V1},
    3: {0x13: DEFINITION_V3, 0x15: "error:302 code:B is_last:B", 0x16: MAPPING_V2, 0x17: "message:303 code:B", 0x18: STATISTICS_V3},
}
SIZES = {
    0x00: 48, 0x01: 80, 0x0A: 368, 0x11: 56, 0x12: 40, 0x14: 112, 0x20: 56, 0x21: 56, 0x22: 56, 0x23: 56, 0x24: 56, 0xA0: 56, 0xB1: 80,
    0xC0: 80, 0xC1: 80, 0xC2: 80, 0xC3: 80, 0xC4: 80,
}
SIZES_OF = {
    1: {0x13: 360, 0x15: 80, 0x16: 80, 0x17: 80, 0x18: 64},
    2: {0x13: 400, 0x15: 320, 0x16: 176, 0x17: 320, 0x18: 64},
    3: {0x13: 520, 0x15: 320, 0x16: 176, 0x17: 320, 0x18: 80},
}


def code(kind):
    return kind + "s" if kind.isdigit() else kind


class Layout:
    """A record of one type in one version."""

    def __init__(self, rtype, version, has_ts_out):
        body = {**BODIES, **BODIES_OF[version]}[rtype]
        self.fields = fields(body)
        self.format = "<BBHIQ" + "".join(kind + "x" if name == "-" else code(kind) for name, kind in self.fields)
        assert struct.calcsize(self.format) == {**SIZES, **SIZES_OF[version]}[rtype], hex(rtype)
        if has_ts_out:
            self.format += "Q"
        self.names = ["length", "type", "publisher_id", "instrument_id", "ts_event"]
        self.names += [name for name, _ in self.fields if name != "-"] + (["ts_out"] if has_ts_out else [])
        self.size = struct.calcsize(self.format)

    def unpack(self, data):
        values = struct.unpack(self.format, data)
        if struct.pack(self.format, *values) != data:
            raise ValueError("bytes that should be zero are not")
        return {name: text(value) if isinstance(value, bytes) else value for name, value in zip(self.names, values)}

    def pack(self, values):
        return struct.pack(self.format, *(v.encode() if isinstance(v, str) else v for v in (values[name] for name in self.names)))


def text(data):
    return data.split(b"\0")[0].decode()


def cstr(value, length):
    return value.encode().ljust(length, b"\0")


def pack_metadata(meta):
    version = meta["version"]
    length = 22 if version == 1 else 71
    body = struct.pack("<16sHQQQ", meta["dataset"].encode(), meta["schema"], meta["start"], meta["end"], meta["limit"])
    if version == 1:
        body += struct.pack("<Q", meta["record_count"])
    body += struct.pack("<BBB", meta["symbol_type_in"], meta["symbol_type_out"], meta["has_ts_out"])
    if version > 1:
        body += struct.pack("<H", length)
    body = body.ljust(100, b"\0") + struct.pack("<I", 0)
    for name in ("symbols", "partial", "not_found"):
        body += struct.pack("<I", len(meta[name])) + b"".join(cstr(symbol, length) for symbol in meta[name])
    body += struct.pack("<I", len(meta["mappings"]))
    for symbol, intervals in meta["mappings"]:
        body += cstr(symbol, length) + struct.pack("<I", len(intervals))
        for start, end, to in intervals:
            body += struct.pack("<II", start, end) + cstr(to, length)
    if version == 3:
        body += b"\0" * (-len(body) % 8)
    return b"DBN" + bytes([version]) + struct.pack("<I", len(body)) + body


def unpack_metadata(data):
    version = data[3]
    length = 22 if version == 1 else 71
    dataset, schema, start, end, limit = struct.unpack_from("<16sHQQQ", data, 8)
    at = 8 + 42
    meta = dict(version=version, dataset=text(dataset), schema=schema, start=start, end=end, limit=limit, record_count=2**64 - 1)
    if version == 1:
        (meta["record_count"],) = struct.unpack_from("<Q", data, at)
        at += 8
    meta["symbol_type_in"], meta["symbol_type_out"], meta["has_ts_out"] = data[at:at + 3]
    at = 108 + 4
    for name in ("symbols", "partial", "not_found"):
        (count,) = struct.unpack_from("<I", data, at)
        meta[name] = [text(data[at + 4 + i * length:at + 4 + (i + 1) * length]) for i in range(count)]
        at += 4 + count * length
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    meta["mappings"] = []
    for _ in range(count):
        symbol = text(data[at:at + length])
        (intervals,) = struct.unpack_from("<I", data, at + length)
        at += length + 4
        found = []
        for _ in range(intervals):
            found.append([*struct.unpack_from("<II", data, at), text(data[at + 8:at + 8 + length])])
            at += 8 + length
        meta["mappings"].append([symbol, found])
    size = 8 + struct.unpack_from("<I", data, 4)[0]
    if pack_metadata(meta) != data[:size]:
        raise ValueError("metadata of other bytes than what they say")
    return meta, size


def random_value(kind, rng):
    if kind.isdigit():
        return "".join(rng.choice("ABCXYZ0189 .:-") for _ in range(rng.randrange(int(kind))))
    bits = 8 * struct.calcsize("<" + kind)
    return rng.getrandbits(bits) - (1 << (bits - 1) if kind.islower() else 0)


def write(path, version, seed):
    rng = random.Random(seed)
    name = lambda: "".join(rng.choice("ABCDEFGH0123") for _ in range(rng.randrange(1, 21)))
    meta = dict(
        version=version, dataset="GLBX.MDP3", schema=0xFFFF, start=rng.getrandbits(64), end=rng.getrandbits(64), limit=rng.getrandbits(40),
        record_count=rng.getrandbits(40) if version == 1 else 2**64 - 1, symbol_type_in=1, symbol_type_out=0, has_ts_out=seed % 2,
        symbols=[name() for _ in range(rng.randrange(5))], partial=[name() for _ in range(rng.randrange(3))],
        not_found=[name() for _ in range(rng.randrange(3))],
        mappings=[[name(), [[20261130, 20261201, name()], [20261201, 20270101, name()]][:rng.randrange(3)]] for _ in range(rng.randrange(4))])
    print(json.dumps(meta))
    with open(path, "wb") as out:
        out.write(pack_metadata(meta))
        for rtype in [*BODIES, *BODIES_OF[version]] * 3:
            layout = Layout(rtype, version, meta["has_ts_out"])
            kinds = dict(layout.fields)
            values = {n: random_value(kinds[n], rng) for n in layout.names if n in kinds}
            values.update(length=layout.size // 4, type=rtype, publisher_id=rng.getrandbits(16), instrument_id=rng.getrandbits(32))
            values.update(ts_event=rng.getrandbits(64), ts_out=rng.getrandbits(64))
            out.write(layout.pack(values))
            print(json.dumps({n: values[n] for n in layout.names}))


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    meta, at = unpack_metadata(data)
    print(json.dumps(meta))
    while at < len(data):
        layout = Layout(data[at + 1], meta["version"], meta["has_ts_out"])
        assert data[at] * 4 == layout.size, "length"
        print(json.dumps(layout.unpack(data[at:at + layout.size])))
        at += layout.size


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        read(sys.argv[2])
