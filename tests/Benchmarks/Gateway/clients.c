// Subscribers of a gateway, many in one process, for measurement: each logs on, subscribes to a pattern, and reads whatever comes, or, if it is one of the
// stalled ones, never reads. Latency is from an event's receivedTime to the moment at which its last byte was read here, by the same machine's clock.
//
//   cc -O2 -o clients clients.c
//   ./clients --to 127.0.0.1:9000 --connections 200 --stalled 15 --seconds 20 [--from 127.0.1.1] [--pattern '*'] [--warm-up 3] [--heartbeat 10000]
//             [--idle]      log on, subscribe to nothing
//             [--raw]       say nothing: for a server without sessions (epoll_server.c)
//   prints one line of JSON at the end; with --hold it prints a first one when all are connected.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SCHEMA = 17992, FRAME_HEAD = 10, RECEIVED_AT = FRAME_HEAD + 32, PART_MAX = 4096, READ_BYTES = 1 << 18, BUCKETS = 64 * 64, ATTEMPTS = 12 };

struct client {
    int fd;
    int stalled;
    int part_bytes;
    uint8_t *part; // the beginning of a frame whose rest has not come
};

static uint64_t latency[BUCKETS]; // 64 steps in each power of two of nanoseconds
static uint64_t message_count, byte_count, event_count, snapshot_count, notice_count, lost_count, closed_count, stalled_closed_count, malformed_count;
static int is_measuring;
static volatile sig_atomic_t is_stopped;

static void stop(int signal) { (void)signal; is_stopped = 1; }

static uint64_t now_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int bucket_of(uint64_t ns) {
    if (ns < 64) return (int)ns;
    int power = 63 - __builtin_clzll(ns);
    return (power - 5) * 64 + (int)((ns >> (power - 6)) & 63);
}

static uint64_t value_of(int bucket) {
    if (bucket < 64) return (uint64_t)bucket;
    int power = bucket / 64 + 5;
    return (1ull << power) + ((uint64_t)(bucket & 63) << (power - 6));
}

static uint64_t percentile(double share) {
    uint64_t total = 0, seen = 0;
    for (int i = 0; i < BUCKETS; i++) total += latency[i];
    uint64_t wanted = (uint64_t)(share * (double)total);
    for (int i = 0; i < BUCKETS; i++) {
        seen += latency[i];
        if (seen > wanted || (seen == total && total)) return value_of(i);
    }
    return 0;
}

static uint16_t u16(const uint8_t *at) { uint16_t v; memcpy(&v, at, 2); return v; }
static uint64_t u64(const uint8_t *at) { uint64_t v; memcpy(&v, at, 8); return v; }

static void take(const uint8_t *frame, int bytes, uint64_t now) {
    uint16_t template = u16(frame + 4);
    if (is_measuring) message_count++, byte_count += (uint64_t)bytes;
    if (template == 30) snapshot_count++;
    if (template == 108) {
        notice_count++;
        if (frame[FRAME_HEAD + 28] == 0) lost_count += u64(frame + FRAME_HEAD + 16);
    }
    if (template >= 30 || !is_measuring || bytes < RECEIVED_AT + 8) return;
    event_count++;
    uint64_t sent = u64(frame + RECEIVED_AT);
    if (sent && now > sent) latency[bucket_of(now - sent)]++;
}

// Frames from the bytes; returns how many bytes were of whole ones, or -1 for bytes that are none.
static int cut(const uint8_t *bytes, int count, uint64_t now) {
    int at = 0;
    while (count - at >= 2) {
        int length = u16(bytes + at);
        if (length < FRAME_HEAD) return -1;
        if (count - at < length) break;
        take(bytes + at, length, now);
        at += length;
    }
    return at;
}

static int is_fed(struct client *c, uint8_t *buffer) {
    for (;;) {
        memcpy(buffer, c->part, (size_t)c->part_bytes);
        ssize_t got = recv(c->fd, buffer + c->part_bytes, READ_BYTES, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 1;
        if (got <= 0) return 0;
        int have = c->part_bytes + (int)got;
        int used = cut(buffer, have, now_ns(CLOCK_REALTIME));
        if (used < 0) { malformed_count++; return 0; }
        c->part_bytes = have - used;
        if (c->part_bytes > PART_MAX) { free(c->part); c->part = malloc((size_t)c->part_bytes + 65536); }
        else if (!c->part) c->part = malloc(PART_MAX + 65536);
        memcpy(c->part, buffer + used, (size_t)c->part_bytes);
        if (got < READ_BYTES) return 1;
    }
}

static int frame_head(uint8_t *frame, int bytes, uint16_t block, uint16_t template) {
    uint16_t head[5] = { (uint16_t)bytes, block, template, SCHEMA, 1 };
    memcpy(frame, head, sizeof head);
    return FRAME_HEAD;
}

static int text_into(uint8_t *at, const char *text) {
    uint16_t length = (uint16_t)strlen(text);
    memcpy(at, &length, 2);
    memcpy(at + 2, text, length);
    return 2 + length;
}

static int logon(uint8_t *frame, uint32_t heartbeat_ms, const char *token) {
    uint16_t version = 1;
    int at = FRAME_HEAD;
    memcpy(frame + at, &heartbeat_ms, 4);
    memcpy(frame + at + 4, &version, 2);
    at += 6;
    at += text_into(frame + at, "clients.c");
    at += text_into(frame + at, token);
    frame_head(frame, at, 6, 100);
    return at;
}

static int subscribe(uint8_t *frame, const char *pattern, uint8_t delivery, uint8_t slow) {
    uint32_t request = 1, interval = delivery == 3 ? 100 : 0;
    uint64_t none = UINT64_MAX;
    int at = FRAME_HEAD;
    memcpy(frame + at, &request, 4);
    memcpy(frame + at + 4, &interval, 4);
    memcpy(frame + at + 8, &none, 8);
    memcpy(frame + at + 16, &none, 8);
    frame[at + 24] = delivery;
    frame[at + 25] = slow;
    at += 26;
    at += text_into(frame + at, pattern);
    frame_head(frame, at, 26, 103);
    return at;
}

static int heartbeat(uint8_t *frame) {
    memset(frame + FRAME_HEAD, 0, 16);
    return frame_head(frame, FRAME_HEAD + 16, 16, 107), FRAME_HEAD + 16;
}

static int connected(const struct sockaddr_in *to, uint32_t from) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0) return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    struct linger abort = { 1, 0 }; // a million sockets in TIME_WAIT help nobody
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    struct sockaddr_in source = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(from) };
    if (from && bind(fd, (struct sockaddr *)&source, sizeof source) != 0) { close(fd); return -1; }
    struct timeval patience = { 20, 0 }, none = { 0, 0 }; // the others are to be heard meanwhile
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int is_connected = connect(fd, (const struct sockaddr *)to, sizeof *to) == 0;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &none, sizeof none);
    if (is_connected) return fd;
    close(fd);
    return -1;
}

static void report(const char *stage, int wanted, int open, double connect_s, double measured_s) {
    printf("{\"stage\":\"%s\",\"connections\":%d,\"open\":%d,\"connectSeconds\":%.3f,\"seconds\":%.3f,\"messages\":%llu,\"messagesPerSecond\":%.0f,"
           "\"bytes\":%llu,\"events\":%llu,\"snapshots\":%llu,\"notices\":%llu,\"lostEvents\":%llu,\"closed\":%llu,\"stalledClosed\":%llu,\"malformed\":%llu,"
           "\"latencyNs\":{\"p50\":%llu,\"p99\":%llu,\"p999\":%llu,\"max\":%llu}}\n",
        stage, wanted, open, connect_s, measured_s, (unsigned long long)message_count, measured_s > 0 ? (double)message_count / measured_s : 0,
        (unsigned long long)byte_count, (unsigned long long)event_count, (unsigned long long)snapshot_count, (unsigned long long)notice_count,
        (unsigned long long)lost_count, (unsigned long long)closed_count, (unsigned long long)stalled_closed_count, (unsigned long long)malformed_count,
        (unsigned long long)percentile(.5), (unsigned long long)percentile(.99), (unsigned long long)percentile(.999), (unsigned long long)percentile(1));
    fflush(stdout);
}

struct settings {
    struct sockaddr_in to;
    uint32_t from;
    int connections, stalled, warm_up, idle, raw, hold, delivery, slow;
    double seconds;
    uint32_t heartbeat_ms;
    const char *pattern, *token;
};

static struct settings settings_of(int argc, char **argv) {
    struct settings s = { .connections = 1, .seconds = 10, .warm_up = 1, .heartbeat_ms = 10000, .pattern = "*", .token = "", .slow = 0 };
    static const struct option options[] = { { "to", 1, 0, 't' }, { "connections", 1, 0, 'c' }, { "stalled", 1, 0, 's' }, { "seconds", 1, 0, 'd' },
        { "from", 1, 0, 'f' }, { "pattern", 1, 0, 'p' }, { "warm-up", 1, 0, 'w' }, { "heartbeat", 1, 0, 'h' }, { "idle", 0, 0, 'i' }, { "raw", 0, 0, 'r' },
        { "hold", 0, 0, 'H' }, { "delivery", 1, 0, 'D' }, { "slow", 1, 0, 'S' }, { "token", 1, 0, 'T' }, { 0, 0, 0, 0 } };
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (o) {
        case 't': {
            char *colon = strrchr(optarg, ':');
            if (!colon) exit(2);
            *colon = 0;
            s.to = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1)) };
            if (inet_pton(AF_INET, optarg, &s.to.sin_addr) != 1) exit(2);
            break;
        }
        case 'f': { struct in_addr a; if (inet_pton(AF_INET, optarg, &a) != 1) exit(2); s.from = ntohl(a.s_addr); break; }
        case 'c': s.connections = atoi(optarg); break;
        case 's': s.stalled = atoi(optarg); break;
        case 'd': s.seconds = atof(optarg); break;
        case 'p': s.pattern = optarg; break;
        case 'w': s.warm_up = atoi(optarg); break;
        case 'h': s.heartbeat_ms = (uint32_t)atoi(optarg); break;
        case 'i': s.idle = 1; break;
        case 'r': s.raw = 1; break;
        case 'H': s.hold = 1; break;
        case 'D': s.delivery = atoi(optarg); break;
        case 'S': s.slow = atoi(optarg); break;
        case 'T': s.token = optarg; break;
        default: exit(2);
        }
    }
    if (!s.to.sin_port || s.connections < 1) { fputs("clients: --to ADDRESS:PORT --connections N\n", stderr); exit(2); }
    return s;
}

static void greet(const struct settings *s, int fd) {
    uint8_t frame[4096];
    int bytes = logon(frame, s->heartbeat_ms, s->token);
    if (!s->idle) bytes += subscribe(frame + bytes, s->pattern, (uint8_t)s->delivery, (uint8_t)s->slow);
    if (send(fd, frame, (size_t)bytes, MSG_NOSIGNAL) != bytes) perror("greeting");
}

static void turn(struct epoll_event *ready, int count, uint8_t *buffer, int *open) {
    for (int i = 0; i < count; i++) {
        struct client *c = ready[i].data.ptr;
        if (c->fd < 0) continue;
        int lives = c->stalled ? !(ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) : is_fed(c, buffer);
        if (lives) continue;
        close(c->fd);
        c->fd = -1;
        (*open)--;
        if (c->stalled) stalled_closed_count++; else closed_count++;
    }
}

// Each says within the interval that it lives, one after the other, so that not all speak at once: as many of the first COUNT as their share of the time is.
static void beat(const struct settings *s, struct client *clients, int count, uint64_t now) {
    static uint64_t beaten_at;
    static int next;
    uint64_t interval = (uint64_t)s->heartbeat_ms * 1000000u / 2;
    if (!beaten_at) beaten_at = now;
    int due = now - beaten_at >= interval ? count : (int)((double)count * (double)(now - beaten_at) / (double)interval);
    if (s->raw || due == 0) return;
    uint8_t frame[64];
    size_t bytes = (size_t)heartbeat(frame);
    for (int i = 0; i < due; i++, next++) {
        if (next >= count) next = 0;
        if (clients[next].fd >= 0) (void)!send(clients[next].fd, frame, bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    beaten_at = now;
}

static void live(const struct settings *s, struct client *clients, int count, int epoll, int wait_ms, int *open) {
    static uint8_t buffer[READ_BYTES + PART_MAX + 65536];
    static struct epoll_event ready[1024];
    beat(s, clients, count, now_ns(CLOCK_MONOTONIC));
    turn(ready, epoll_wait(epoll, ready, 1024, wait_ms), buffer, open);
}

static int open_all(const struct settings *s, struct client *clients, int epoll) {
    int open = 0;
    for (int i = 0; i < s->connections && !is_stopped; i++) {
        struct client *c = clients + i;
        c->fd = -1;
        for (int attempt = 0; attempt < ATTEMPTS && c->fd < 0 && !is_stopped; attempt++) {
            c->fd = connected(&s->to, s->from ? s->from + (uint32_t)(i / 20000) : 0);
            if (c->fd < 0) live(s, clients, i, epoll, 0, &open);
        }
        if (c->fd < 0) { if (open == 0 || i == s->connections - 1) perror("connect"); continue; }
        c->stalled = (i * 37 % 100) < s->stalled;
        if (c->stalled) { int small = 1 << 14; setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small); }
        if (!s->raw) greet(s, c->fd);
        struct epoll_event e = { .events = c->stalled ? EPOLLRDHUP : EPOLLIN | EPOLLRDHUP, .data.ptr = c };
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e) == 0) open++;
        if (i % 64 == 63) live(s, clients, i + 1, epoll, 0, &open); // the first ones are answered while the last ones still connect
    }
    return open;
}

int main(int argc, char **argv) {
    struct settings s = settings_of(argc, argv);
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    struct client *clients = calloc((size_t)s.connections, sizeof *clients);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    uint64_t start = now_ns(CLOCK_MONOTONIC);
    int open = open_all(&s, clients, epoll);
    double connect_s = (double)(now_ns(CLOCK_MONOTONIC) - start) / 1e9;
    if (s.hold) report("connected", s.connections, open, connect_s, 0);
    start = now_ns(CLOCK_MONOTONIC);
    uint64_t from = start + (uint64_t)s.warm_up * 1000000000u, until = from + (uint64_t)(s.seconds * 1e9), at;
    while (!is_stopped && (at = now_ns(CLOCK_MONOTONIC)) < until) {
        is_measuring = at >= from;
        live(&s, clients, s.connections, epoll, 50, &open);
    }
    at = now_ns(CLOCK_MONOTONIC);
    report("end", s.connections, open, connect_s, at > from ? (double)(at - from) / 1e9 : 0);
    return 0;
}
