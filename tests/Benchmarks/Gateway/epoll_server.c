// The least that a server of many subscribers is, to compare with: one thread, epoll, no sessions. It makes events of one size at a rate, as level updates of
// the normalized schema with the time in receivedTime, and sends each to all who are connected, gathered by turn: one writev for each connection.
// A connection that takes less than it is told is dropped to the newest bytes at a frame's border. It keeps its last messages in one ring of bytes.
//
//   cc -O2 -o epoll_server epoll_server.c && ./epoll_server 9000 7000 30 [connections to wait for [zerocopy]]
//   port, events a second, seconds; with zerocopy it sends with MSG_ZEROCOPY and counts what the kernel copied all the same; prints one line of JSON: events, messages, processor seconds and nanoseconds of processor time a message
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { FRAME = 10 + 56 + 23, RING = 1 << 22, COUNT_MAX = 20000 };

static uint8_t ring[RING];
static uint64_t head; // bytes ever written
static struct connection { int fd; int blocked; uint64_t at; } connections[COUNT_MAX];
static int connection_count;
static uint64_t sent_bytes, skipped_bytes, zero_copies, zero_copies_copied;
static int zero_copy; // flag of sendmsg, or 0

static uint64_t now_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void put(uint64_t sequence) {
    uint8_t frame[FRAME] = { 0 };
    uint16_t words[5] = { FRAME, FRAME - 10, 1, 17992, 1 };
    uint64_t received = now_ns(CLOCK_REALTIME), previous = sequence - 1;
    memcpy(frame, words, sizeof words);
    memcpy(frame + 10, &sequence, 8);
    memcpy(frame + 18, &previous, 8);
    memcpy(frame + 42, &received, 8);
    for (int i = 0; i < FRAME; i++) ring[(head + (uint64_t)i) & (RING - 1)] = frame[i];
    head += FRAME;
}

static void flush(struct connection *c) {
    while (c->at < head && !c->blocked) {
        if (head - c->at > RING / 2) {
            uint64_t skip = (head - c->at - RING / 4) / FRAME * FRAME;
            c->at += skip;
            skipped_bytes += skip;
        }
        uint64_t from = c->at & (RING - 1), bytes = head - c->at, first = RING - from < bytes ? RING - from : bytes;
        struct iovec parts[2] = { { ring + from, first }, { ring, bytes - first } };
        struct msghdr message = { .msg_iov = parts, .msg_iovlen = bytes > first ? 2 : 1 };
        ssize_t sent = sendmsg(c->fd, &message, MSG_NOSIGNAL | zero_copy);
        if (sent < 0) { c->blocked = errno == EAGAIN || errno == ENOBUFS; if (!c->blocked) { close(c->fd); c->fd = -1; } return; }
        c->at += (uint64_t)sent;
        sent_bytes += (uint64_t)sent;
    }
}

// The kernel tells of ranges of sends that it is done with.
static void take_completions(int fd) {
    char room[128];
    for (;;) {
        struct msghdr message = { .msg_control = room, .msg_controllen = sizeof room };
        if (recvmsg(fd, &message, MSG_ERRQUEUE) < 0) return;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
            struct sock_extended_err *told = (struct sock_extended_err *)CMSG_DATA(c);
            if (told->ee_origin != SO_EE_ORIGIN_ZEROCOPY) continue;
            uint64_t count = told->ee_data - told->ee_info + 1u;
            zero_copies += count;
            if (told->ee_code & SO_EE_CODE_ZEROCOPY_COPIED) zero_copies_copied += count;
        }
    }
}

static void accept_all(int listener, int epoll) {
    for (int fd; connection_count < COUNT_MAX && (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (zero_copy) setsockopt(fd, SOL_SOCKET, SO_ZEROCOPY, &one, sizeof one);
        struct connection *c = connections + connection_count++;
        *c = (struct connection){ fd, 0, head };
        struct epoll_event e = { .events = EPOLLOUT | EPOLLET, .data.ptr = c };
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
    }
}

int main(int argc, char **argv) {
    if (argc < 4) { fputs("epoll_server PORT EVENTS_PER_SECOND SECONDS [CONNECTIONS]\n", stderr); return 2; }
    int wanted = argc > 4 ? atoi(argv[4]) : 1, one = 1;
    if (argc > 5 && strcmp(argv[5], "zerocopy") == 0) zero_copy = MSG_ZEROCOPY;
    double rate = atof(argv[2]), seconds = atof(argv[3]);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), epoll = epoll_create1(EPOLL_CLOEXEC);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(listener, 4096) != 0) { perror("listen"); return 1; }
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = NULL }, ready[256];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
    uint64_t begun = now_ns(CLOCK_MONOTONIC);
    while (connection_count < wanted && now_ns(CLOCK_MONOTONIC) - begun < 60000000000u) { epoll_wait(epoll, ready, 256, 20); accept_all(listener, epoll); }
    struct timespec cpu0, cpu1;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu0);
    uint64_t start = now_ns(CLOCK_MONOTONIC), made = 0, now;
    while ((now = now_ns(CLOCK_MONOTONIC)) - start < (uint64_t)(seconds * 1e9)) {
        uint64_t due = (uint64_t)((double)(now - start) * rate / 1e9);
        for (int batch = 0; made < due && batch < 64; batch++) put(++made);
        for (int i = 0; i < connection_count; i++) if (connections[i].fd >= 0) flush(connections + i);
        int count = epoll_wait(epoll, ready, 256, made < due ? 0 : 1);
        for (int i = 0; i < count; i++) {
            struct connection *c = ready[i].data.ptr;
            if (!c) { accept_all(listener, epoll); continue; }
            if (zero_copy && ready[i].events & EPOLLERR) take_completions(c->fd);
            if (ready[i].events & EPOLLOUT) c->blocked = 0;
        }
    }
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu1);
    double cpu = (double)(cpu1.tv_sec - cpu0.tv_sec) + (double)(cpu1.tv_nsec - cpu0.tv_nsec) / 1e9;
    double messages = (double)sent_bytes / FRAME;
    printf("{\"connections\":%d,\"events\":%llu,\"messages\":%.0f,\"skipped\":%llu,\"seconds\":%.2f,\"cpuSeconds\":%.3f,\"cpuNsPerMessage\":%.1f,"
        "\"zeroCopies\":%llu,\"zeroCopiesCopied\":%llu}\n", connection_count,
        (unsigned long long)made, messages, (unsigned long long)(skipped_bytes / FRAME), seconds, cpu, messages > 0 ? cpu * 1e9 / messages : 0,
        (unsigned long long)zero_copies, (unsigned long long)zero_copies_copied);
    return 0;
}
