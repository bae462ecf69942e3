/* The least that a receiver can be: one multicast group, recv() without waiting in a loop. What another receiver takes longer than this is its own doing.
 *
 *   gcc -O2 -o receive receive.c
 *   receive GROUP PORT INTERFACE COUNT
 *
 * Each datagram begins as a CME packet does: 4 bytes of sequence number, then the sender's CLOCK_REALTIME in nanoseconds (8 bytes, little-endian).
 * Prints one line:
 * packets received, and min, p50, p99, p99.9 and max of the time from the sender's stamp to the return of recv, in nanoseconds. The first
 * tenth warms up and is left out. Ends 2 seconds after the last datagram at the latest. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int join(const char *group, int port, const char *interface) {
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), one = 1, zero = 0, bytes = 16 << 20;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
    inet_pton(AF_INET, group, &address.sin_addr);
    struct ip_mreqn membership = { .imr_multiaddr = address.sin_addr, .imr_ifindex = if_nametoindex(interface) };
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
    setsockopt(fd, IPPROTO_IP, IP_MULTICAST_ALL, &zero, sizeof zero);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) || setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &membership, sizeof membership)) {
        perror(interface);
        exit(1);
    }
    return fd;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: receive GROUP PORT INTERFACE COUNT\n");
        return 2;
    }
    int fd = join(argv[1], atoi(argv[2]), argv[3]), count_max = atoi(argv[4]), count = 0;
    int64_t *latencies = calloc(count_max, sizeof *latencies), last_ns = 0;
    char datagram[2048];
    while (count < count_max) {
        ssize_t bytes = recv(fd, datagram, sizeof datagram, MSG_DONTWAIT);
        if (bytes < 12) {
            if (last_ns != 0 && now_ns() - last_ns > 2000000000LL) break;
            continue;
        }
        int64_t sent_ns;
        memcpy(&sent_ns, datagram + 4, 8);
        last_ns = now_ns();
        latencies[count++] = last_ns - sent_ns;
    }
    int first = count / 10, measured = count - first;
    if (measured == 0) return 1;
    int64_t *sorted = latencies + first;
    qsort(sorted, measured, sizeof *sorted, by_size);
    printf("%d packets: min %lld, p50 %lld, p99 %lld, p99.9 %lld, max %lld ns\n", count, (long long)sorted[0], (long long)sorted[measured / 2],
           (long long)sorted[(int64_t)measured * 99 / 100], (long long)sorted[(int64_t)measured * 999 / 1000], (long long)sorted[measured - 1]);
    return 0;
}
