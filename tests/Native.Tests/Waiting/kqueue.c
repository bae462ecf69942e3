/* kqueue() and kevent() for EVFILT_READ with EV_ADD, over epoll, with the 32-byte events of macOS. */
#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <time.h>

struct kevent {
    uintptr_t ident;
    int16_t filter;
    uint16_t flags;
    uint32_t fflags;
    intptr_t data;
    void *udata;
};

int kqueue(void) { return epoll_create1(EPOLL_CLOEXEC); }

int kevent(int kq, const struct kevent *changes, int change_count, struct kevent *events, int event_count, const struct timespec *timeout) {
    for (int i = 0; i < change_count; i++) {
        struct epoll_event change = { .events = EPOLLIN, .data.u64 = changes[i].ident };
        if (changes[i].filter != -1 || changes[i].flags != 1) {
            errno = EINVAL;
            return -1;
        }
        if (epoll_ctl(kq, EPOLL_CTL_ADD, (int)changes[i].ident, &change) < 0) return -1;
    }
    if (event_count == 0) return 0;
    struct epoll_event ready;
    int count = epoll_wait(kq, &ready, 1, timeout ? (int)(timeout->tv_sec * 1000 + timeout->tv_nsec / 1000000) : -1);
    if (count > 0) events[0] = (struct kevent){ .ident = ready.data.u64, .filter = -1 };
    return count;
}
