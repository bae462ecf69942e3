/* Sends COUNT datagrams of BYTES to a multicast group at an even RATE a second, each beginning with 4 bytes of zero and CLOCK_REALTIME in
 * nanoseconds (8 bytes, little-endian), read just before send().
 *
 *   gcc -O2 -o send send.c
 *   send GROUP PORT INTERFACE COUNT RATE BYTES */
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

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: send GROUP PORT INTERFACE COUNT RATE BYTES\n");
        return 2;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0), count = atoi(argv[4]), bytes = atoi(argv[6]);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[2])) };
    inet_pton(AF_INET, argv[1], &address.sin_addr);
    struct ip_mreqn interface = { .imr_ifindex = if_nametoindex(argv[3]) };
    char datagram[2048] = { 0 };
    if (bytes < 12 || bytes > (int)sizeof datagram || setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof interface)
        || connect(fd, (struct sockaddr *)&address, sizeof address)) {
        perror(argv[3]);
        return 1;
    }
    int64_t period_ns = 1000000000LL / atoi(argv[5]), due_ns = now_ns();
    for (int i = 0; i < count; i++, due_ns += period_ns) {
        int64_t sent_ns;
        while ((sent_ns = now_ns()) < due_ns) { }
        memcpy(datagram + 4, &sent_ns, 8);
        if (send(fd, datagram, bytes, 0) < 0) perror("send");
    }
    return 0;
}
