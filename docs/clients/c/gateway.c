/*
 * The events of a gateway, as docs/normalized.md has them. Written by the standard layout of SBE, without a generator: of each message a table of its fields.
 * What is not in the tables is skipped, as a message of a later version is; so is of a longer block what is behind the fields that are known.
 *
 * cc -O2 -o gateway gateway.c
 * ./gateway HOST PORT PATTERN [TOKEN], or ./gateway --file FRAMES
 */

#include <inttypes.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { SCHEMA = 17992, VERSION = 1, LENGTH = 2, HEADER = 8, EVENT = 56, FRAME_MAX = 65535, TEXT_MAX = 1024 };
enum { LOGON = 100, ACCEPTED = 101, REJECT = 102, SUBSCRIBE = 103, HEARTBEAT = 107, LOGOUT = 109 };

/* The fields of a block: a letter is a type, upper case without a sign: q 8 bytes, i 4, h 2, b 1. Behind a question mark there is a null, its largest value. */
struct message { int template_id; const char *name; const char *fields; };

static const char HEAD[] = "sequence:Q previous:Q previousOfChannel:Q transactTime:Q receivedTime:Q seqNum:I rptSeq:I instrument:i channelId:H channel:B flags:B";

static const struct message EVENTS[] = {
    { 1, "LevelUpdate", "price:q? quantity:q? orders:i? side:B action:B level:B" },
    { 2, "Clear", "part:B detail:B" },
    { 3, "ConfidenceChange", "confidence:B" },
    { 4, "Trade", "price:q? quantity:q? orders:i? aggressor:B? action:B" },
    { 5, "TradeOrder", "price:q? quantity:q? orderId:Q side:B? action:B" },
    { 6, "Volume", "quantity:q? action:B" },
    { 7, "Statistic", "price:q? quantity:q? kind:B action:B detail:B" },
    { 8, "StatusUpdate", "reason:q? extra:i status:B statusCode:B change:B" },
    { 9, "Gap", "lostPackets:q" },
    { 10, "ChannelReset", "detail:B" },
    { 11, "EventEnd", "" },
    { 12, "MarketBest", "price:q? quantity:q? side:B? action:B" },
    { 13, "Other", "" },
    { 14, "LastTrade", "price:q? quantity:q?" },
    { 15, "OrderUpdate", "price:q? quantity:q? orderId:Q priority:Q side:B action:B" },
    { 16, "Definition", "securityId:q displayFactor:q? minPriceIncrement:q?" },
    { 30, "BookSnapshot",
      "securityId:q nextRptSeq:q lastPrice:q? lastQuantity:q volume:q? suspectRptSeq:I directDepth:B impliedDepth:B state:B doubts:B" },
    { 31, "TopOfBook",
      "bidPrice:q? bidQuantity:q? askPrice:q? askQuantity:q? lastPrice:q? lastQuantity:q bidOrders:i? askOrders:i? bidLevel:B askLevel:B "
      "state:B doubts:B status:B" },
    { 0, NULL, NULL },
};

static const struct message SESSION[] = {
    { 101, "LogonAccepted", "epoch:Q sequence:Q heartbeatInterval:I subscriptionCountMax:I protocolVersion:H" },
    { 102, "Reject", "requestId:I reason:B" },
    { 104, "SubscribeAccepted", "requestId:I instrumentCount:I epoch:Q sequence:Q isResumed:B" },
    { 106, "UnsubscribeAccepted", "requestId:I" },
    { 107, "Heartbeat", "sequence:Q sendingTime:Q" },
    { 108, "Notice", "sequence:Q epoch:Q count:Q requestId:I kind:B" },
    { 109, "Logout", "reason:B" },
    { 0, NULL, NULL },
};

static void fail(const char *why)
{
    fprintf(stderr, "gateway: %s\n", why);
    exit(1);
}

static uint64_t number(const unsigned char *bytes, size_t size)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

static size_t put(unsigned char *bytes, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) bytes[i] = (unsigned char)(value >> (8 * i));
    return size;
}

static size_t size_of(char type)
{
    switch (type) {
    case 'q': case 'Q': return 8;
    case 'i': case 'I': return 4;
    case 'H': return 2;
    default: return 1;
    }
}

static void print_value(char type, int is_optional, uint64_t value)
{
    size_t size = size_of(type);
    int is_signed = type == 'q' || type == 'i';
    uint64_t null = is_signed ? (UINT64_MAX >> (64 - 8 * size)) >> 1 : UINT64_MAX >> (64 - 8 * size);
    if (is_optional && value == null) printf("-");
    else if (type == 'q') printf("%" PRId64, (int64_t)value);
    else if (type == 'i') printf("%" PRId32, (int32_t)value);
    else printf("%" PRIu64, value);
}

/* Prints the fields of a table, or of the head what the Python reader prints, in the same order. */
static void print_fields(const char *fields, const unsigned char *block, size_t length, const char *wanted)
{
    size_t offset = 0;
    for (const char *at = fields; *at != '\0';) {
        const char *colon = strchr(at, ':');
        size_t name_length = (size_t)(colon - at);
        int is_optional = colon[2] == '?';
        if (offset + size_of(colon[1]) > length) fail("its block is too short");
        if (wanted == NULL || (strlen(wanted) == name_length && memcmp(wanted, at, name_length) == 0)) {
            printf(" %.*s=", (int)name_length, at);
            print_value(colon[1], is_optional, number(block + offset, size_of(colon[1])));
        }
        offset += size_of(colon[1]);
        at = colon + 2 + is_optional;
        if (*at == ' ') at++;
    }
}

static void print_head(const unsigned char *block, size_t length)
{
    static const char *const wanted[] = {
        "sequence", "previous", "previousOfChannel", "channelId", "instrument", "seqNum", "rptSeq", "transactTime", "flags",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) print_fields(HEAD, block, length, wanted[i]);
}

static const struct message *find(const struct message *messages, int template_id)
{
    while (messages->name != NULL && messages->template_id != template_id) messages++;
    return messages->name != NULL ? messages : NULL;
}

/* Prints a message, if it is known; gives its template. */
static int print_message(const unsigned char *bytes, size_t size)
{
    size_t length = number(bytes, 2);
    int template_id = (int)number(bytes + 2, 2);
    if (number(bytes + 4, 2) != SCHEMA || length > size - HEADER) fail("it is no message of this schema");
    const unsigned char *block = bytes + HEADER;
    const struct message *event = find(EVENTS, template_id);
    const struct message *session = find(SESSION, template_id);
    if (event != NULL) {
        printf("%s", event->name);
        print_head(block, length);
        print_fields(event->fields, block + EVENT, length - EVENT, NULL);
    } else if (session != NULL) {
        printf("%s", session->name);
        print_fields(session->fields, block, length, NULL);
    }
    if (event != NULL || session != NULL) printf("\n");
    return template_id;
}

static size_t text(unsigned char *bytes, const char *value)
{
    size_t length = strlen(value);
    if (length > TEXT_MAX) fail("a text is longer than 1024 bytes");
    put(bytes, length, 2);
    memcpy(bytes + 2, value, length);
    return length + 2;
}

/* Sends what was put behind the header: a block, then texts. */
static void send_frame(int connection, unsigned char *frame, int template_id, size_t block_length, size_t rest)
{
    size_t size = LENGTH + HEADER + block_length + rest;
    put(frame, size, 2);
    put(frame + 2, block_length, 2);
    put(frame + 4, (uint64_t)template_id, 2);
    put(frame + 6, SCHEMA, 2);
    put(frame + 8, VERSION, 2);
    for (size_t sent = 0; sent < size;) {
        ssize_t count = send(connection, frame + sent, size - sent, MSG_NOSIGNAL);
        if (count <= 0) fail("the connection is gone");
        sent += (size_t)count;
    }
}

static void log_on(int connection, const char *token)
{
    unsigned char frame[4096], *body = frame + LENGTH + HEADER;
    size_t block = put(body, 1000, 4);
    block += put(body + block, 1, 2);
    size_t rest = text(body + block, "gateway.c");
    rest += text(body + block + rest, token);
    send_frame(connection, frame, LOGON, block, rest);
}

static void subscribe(int connection, const char *pattern)
{
    unsigned char frame[4096], *body = frame + LENGTH + HEADER;
    size_t block = put(body, 1, 4);                     /* requestId */
    block += put(body + block, 0, 4);                   /* interval */
    block += put(body + block, UINT64_MAX, 8);          /* resumeEpoch: none */
    block += put(body + block, UINT64_MAX, 8);          /* resumeSequence: none */
    block += put(body + block, 0, 1);                   /* delivery: every event */
    block += put(body + block, 0, 1);                   /* slowPolicy: skip */
    send_frame(connection, frame, SUBSCRIBE, block, text(body + block, pattern));
}

static void beat(int connection)
{
    unsigned char frame[64], *body = frame + LENGTH + HEADER;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    size_t block = put(body, 0, 8);
    block += put(body + block, (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, 8);
    send_frame(connection, frame, HEARTBEAT, block, 0);
}

/* Does what a message asks of a client; 0 when it was the last one. */
static int answer(int connection, int template_id, const char *pattern, time_t *beaten)
{
    if (connection < 0) return 1;
    if (template_id == ACCEPTED) subscribe(connection, pattern);
    if (template_id == REJECT || template_id == LOGOUT) return 0;
    if (time(NULL) - *beaten < 1) return 1;
    *beaten = time(NULL);
    beat(connection);
    return 1;
}

static void read_frames(int file, int connection, const char *pattern)
{
    static unsigned char bytes[2 * FRAME_MAX];
    size_t have = 0;
    time_t beaten = time(NULL);
    for (;;) {
        ssize_t count = read(file, bytes + have, sizeof bytes - have);
        if (count < 0) fail("it cannot be read");
        if (count == 0 && have > 0) fail("it ends within a frame");
        if (count == 0) return;
        have += (size_t)count;
        size_t at = 0;
        while (have - at >= LENGTH) {
            size_t size = number(bytes + at, LENGTH);
            if (size < LENGTH + HEADER) fail("it is no frame");
            if (have - at < size) break;
            int template_id = print_message(bytes + at + LENGTH, size - LENGTH);
            at += size;
            if (!answer(connection, template_id, pattern, &beaten)) return;
        }
        fflush(stdout);
        have -= at;
        memmove(bytes, bytes + at, have);
    }
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *found;
    if (getaddrinfo(host, port, &hints, &found) != 0) fail("no such host or port");
    for (struct addrinfo *at = found; at != NULL; at = at->ai_next) {
        int connection = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        if (connection >= 0 && connect(connection, at->ai_addr, at->ai_addrlen) == 0) return connection;
        if (connection >= 0) close(connection);
    }
    fail("nobody answers there");
    return -1;
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "--file") == 0) {
        FILE *file = fopen(arguments[2], "rb");
        if (file == NULL) fail("the file cannot be opened");
        read_frames(fileno(file), -1, NULL);
        fclose(file);
    } else if (count == 4 || count == 5) {
        int connection = connect_to(arguments[1], arguments[2]);
        log_on(connection, count == 5 ? arguments[4] : "");
        read_frames(connection, connection, arguments[3]);
        close(connection);
    } else {
        fprintf(stderr, "usage: gateway HOST PORT PATTERN [TOKEN] | gateway --file FRAMES\n");
        return 2;
    }
    return 0;
}
