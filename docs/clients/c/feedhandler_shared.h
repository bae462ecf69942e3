/*
 * A feed in shared memory, as `feedhandler run --share NAME` writes it: layout version 3. Little-endian; sizes and offsets are those of a 64-bit machine.
 * Map the file read-only. docs/sharing.md says how events and records are read; tests hold this file against the program.
 */
#ifndef FEEDHANDLER_SHARED_H
#define FEEDHANDLER_SHARED_H

#include <stdint.h>

#define FH_MAGIC 0x3130474E49524846ULL     /* "FHRING01"; "FHRING00" while the file is being made */
#define FH_LAYOUT_VERSION 2
#define FH_FEED_KIND 0x03464846U           /* the annex holds a feed's books; its highest byte is their version */
#define FH_EVENT_HASH 0x6A8ED00389A90CE7ULL         /* the layout of the event */
#define FH_CHANNEL_COUNT_MAX 256

#define FH_NULL_PRICE INT64_MAX            /* of a level: known to be empty, or out of depth */
#define FH_UNKNOWN_PRICE INT64_MIN         /* of a level: nothing is known of it */
#define FH_NULL_QUANTITY INT64_MAX
#define FH_NULL_ORDERS INT32_MAX

/* Of events of kind 8 and of values of statistics: prices in 1e-9, but contracts of the cleared volume and the open interest. */
enum fh_statistic {
    FH_OPEN = 0, FH_INDICATIVE_OPEN, FH_SETTLEMENT, FH_SESSION_HIGH, FH_SESSION_LOW, FH_HIGHEST_BID, FH_LOWEST_OFFER, FH_FIXING, FH_VWAP, FH_CLEARED_VOLUME,
    FH_OPEN_INTEREST, FH_UPPER_LIMIT, FH_LOWER_LIMIT, FH_MAX_PRICE_VARIATION, FH_STATISTIC_COUNT
};

enum fh_book_state { FH_UNKNOWN = 0, FH_PARTIAL = 1, FH_SUSPECT = 2, FH_WHOLE = 3 };
enum fh_doubts { FH_DOUBT_LEVELS = 1, FH_DOUBT_IMPLIED = 2, FH_DOUBT_STATUS = 4, FH_DOUBT_VOLUME = 8, FH_DOUBT_TAIL = 16 };
enum fh_event_flags {
    FH_RESTORED = 0x02, FH_IN_DOUBT = 0x04, FH_ASSUMED = 0x08, FH_DELETED = 0x10, FH_RECOVERY = 0x20, FH_LAST_OF_INSTRUMENT = 0x40, FH_END_OF_EVENT = 0x80
};

/* One event: a cache line. Which fields mean something is said by kind. */
struct fh_event {
    uint8_t kind;              /* 1 definition, 2 level, 3 book empty, 4 book in doubt, 5 trade, 6 order of a trade, 7 volume, 8 statistic, 9 status, 10 gap,
                                  11 reset, 12 end of event, 13 best of the market, 14 other, 15 doubt, 16 end of doubt, 17 last trade, 18 order, 19 orders gone,
                                  20 orders in doubt, 21 orders whole */
    uint8_t action;            /* 0 new, 1 change, 2 delete, 3 delete the side, 4 delete from the top, 5 overlay */
    uint8_t side;              /* 0 bid, 1 ask, 2 implied bid, 3 implied ask, 255 none; of a trade the aggressor's; of a statistic which one */
    uint8_t flags;             /* fh_event_flags */
    int32_t place;             /* instrument index << 8 | channel index; the index is -1 for all of the channel */
    int64_t price_nano;        /* 1e-9 of the wire's unit */
    int64_t quantity;
    union {
        uint64_t order_id;     /* of kinds 6 and 18 */
        struct { int32_t orders; uint8_t level; uint8_t detail; uint8_t status; uint8_t reserved; } of_level;
    } u;
    int64_t transact_time_ns;  /* the matching engine's, since the Unix epoch */
    uint32_t seq_num;          /* lower 32 bits of the number of the exchange's packet */
    uint32_t rpt_seq;          /* number within the instrument; 0 for none */
    int64_t rx_ns;             /* when the packet was received; of kind 18 the order's priority */
    uint64_t stamp;            /* the feed's own stamps */
};

struct fh_level { int64_t price_nano; int64_t quantity; int32_t orders; int32_t reserved; };

struct fh_book {
    int64_t security_id;
    int64_t next_rpt_seq;
    uint32_t suspect_rpt_seq;
    uint8_t direct_depth, implied_depth;
    uint8_t state;             /* fh_book_state: trust levels only when it is FH_WHOLE, or know what is not known */
    uint8_t doubts;            /* fh_doubts */
    uint8_t is_stated, is_depth_told, status, status_code;
    uint8_t own_halt, reserved[3];
    int64_t last_price_nano, last_quantity, volume;
    int64_t reserved2;
    struct fh_level bids[10], asks[10], implied_bids[2], implied_asks[2];   /* each from its best */
};

struct fh_statistics {
    int64_t values[16];        /* by fh_statistic; FH_NULL_PRICE for one that was never told; the last two mean nothing */
    uint16_t doubts;           /* a bit by fh_statistic: it may be another */
    uint8_t is_suspect;        /* 1: each of them may be another, until the instrument's next number */
    uint8_t is_withdrawn;      /* 1: the venue withdrew the instrument, and a loss puts none in doubt until its next number or definition */
    uint8_t reserved[4];
};

/* An instrument, its book and its statistics as of event as_of. Copy all of it between two looks at the same even version. */
struct fh_instrument {
    int64_t version;
    int64_t epoch_number;      /* of another life of the writer: old, leave it */
    int64_t as_of;
    int64_t transact_time_ns;
    uint32_t seq_num;
    int32_t channel, channel_id, instrument_index;
    uint8_t is_within_event, is_defined, is_deleted;
    uint8_t orders_state;      /* 0 unknown, 1 in doubt, 2 being told, 3 whole */
    uint8_t are_orders_in_doubt;
    uint8_t reserved[3];
    int64_t display_factor_nano, min_price_increment_nano;
    char symbol[32], group[8], asset[8], security_type[8];                  /* padded with zeros; without one when full */
    struct fh_book book;
    struct fh_statistics statistics;
    uint32_t order_generation; /* orders of another one have gone */
    uint8_t reserved2[116];
};

/* A resting order, as of an event up to orders_through. Copy all of it between two looks at the same even version. */
struct fh_order {
    int64_t version;
    int64_t epoch_number;      /* of another life of the writer: nothing rests here */
    uint64_t id;
    int64_t price_nano;
    int64_t quantity;
    uint64_t priority;         /* the lower one first */
    int32_t instrument_index;
    uint32_t generation;       /* not the instrument's order_generation: it has gone */
    uint8_t side, is_resting, reserved[6];
};

struct fh_channel { int32_t id; uint32_t seq_num; int64_t transact_time_ns, lost_packet_count, event_count; int32_t orders_used; uint8_t reserved[28]; };

/* The annex: this, channels, instruments, then order_count_max orders for each channel. */
struct fh_feed {
    int64_t epoch_number;      /* acquire; 0 while a writer begins */
    int32_t instrument_count_max, channel_count;
    int32_t instrument_count;  /* acquire: records below are whole */
    int32_t left_out_count;
    int32_t order_count_max;   /* of each channel; 0: no books by order */
    uint8_t reserved[100];
    int64_t images_through;    /* acquire: every book holds all events of its instrument up to this one */
    int64_t orders_through;    /* acquire, behind the copies of orders: the last event that may be in them */
    uint8_t reserved2[112];
    struct fh_channel channels[FH_CHANNEL_COUNT_MAX];
    struct fh_instrument instruments[];
};

/* The first page. Annex and slots lie where it says. */
struct fh_ring {
    uint64_t magic;
    int32_t layout_version, event_bytes;
    uint64_t event_hash;
    int32_t capacity, slot_bytes, annex_offset;
    uint32_t annex_kind;
    int64_t slots_offset, file_bytes;
    uint64_t check;
    uint8_t reserved[64];
    int64_t epoch_number;      /* acquire: how many writers the file has had */
    int64_t epoch_first;       /* first event of this one */
    int32_t is_closed;         /* acquire: 1 when the writer ended by itself */
    uint8_t reserved2[108];
    int32_t writer_process_id;
    int32_t reserved3;
    int64_t writer_heartbeat;  /* CLOCK_MONOTONIC, ns; each 100 ms */
    uint8_t reserved4[240];
    int64_t claimed;           /* read behind the copy of an event (acquire fence first): events up to claimed - capacity may be overwritten */
    uint8_t reserved5[120];
    int64_t cursor;            /* acquire: the last event that may be read */
    uint8_t reserved6[120];
};

#endif
