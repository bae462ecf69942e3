/* kqueue() and kevent() for EV_ADD, over epoll, with the 32-byte events of macOS. EVFILT_READ alone is told for as long as it is so, one event at a time;
   with EV_CLEAR, and then with EVFILT_WRITE too, of each change. */
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

#define EV_CLEAR 0x20
#define EV_EOF 0x8000

static int add_edge(int kq, const struct kevent *change) {
    struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET | (change->filter == -2 ? EPOLLOUT : 0), .data.u64 = (uint64_t)change->udata };
    return epoll_ctl(kq, change->filter == -2 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, (int)change->ident, &event);
}

static int wait_edge(int kq, struct kevent *events, int event_count, int timeout_ms) {
    struct epoll_event ready[64];
    int told = 0;
    int count = epoll_wait(kq, ready, event_count / 2 < 64 ? event_count / 2 : 64, timeout_ms);
    for (int i = 0; i < count; i++) {
        uint16_t flags = ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR) ? EV_EOF : 0;
        if (flags || ready[i].events & EPOLLIN) events[told++] = (struct kevent){ .filter = -1, .flags = flags, .udata = (void *)ready[i].data.u64 };
        if (ready[i].events & EPOLLOUT) events[told++] = (struct kevent){ .filter = -2, .flags = flags, .udata = (void *)ready[i].data.u64 };
    }
    return count < 0 ? count : told;
}

int kevent(int kq, const struct kevent *changes, int change_count, struct kevent *events, int event_count, const struct timespec *timeout) {
    for (int i = 0; i < change_count; i++) {
        if (changes[i].flags == (1 | EV_CLEAR)) {
            if (add_edge(kq, &changes[i]) < 0) return -1;
            continue;
        }
        struct epoll_event change = { .events = EPOLLIN, .data.u64 = changes[i].ident };
        if (changes[i].filter != -1 || changes[i].flags != 1) {
            errno = EINVAL;
            return -1;
        }
        if (epoll_ctl(kq, EPOLL_CTL_ADD, (int)changes[i].ident, &change) < 0) return -1;
    }
    if (event_count == 0) return 0;
    int timeout_ms = timeout ? (int)(timeout->tv_sec * 1000 + (timeout->tv_nsec + 999999) / 1000000) : -1;
    if (event_count > 1) return wait_edge(kq, events, event_count, timeout_ms);
    struct epoll_event ready;
    int count = epoll_wait(kq, &ready, 1, timeout_ms);
    if (count > 0) events[0] = (struct kevent){ .ident = ready.data.u64, .filter = -1 };
    return count;
}
