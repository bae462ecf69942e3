/*
 * The best bid and ask of each instrument of a shared feed, then of each that changes. Build: cc -O2 -o top top.c; run: ./top /dev/shm/feedhandler-NAME
 * [COUNT], where COUNT ends it after so many lines.
 */
#include "feedhandler_shared.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *path, const char *what) { fprintf(stderr, "%s: %s\n", path, what); return 2; }

/* 0 when the record was being written all the time. */
static int read_instrument(const struct fh_instrument *shared, struct fh_instrument *copy) {
    for (int attempt = 0; attempt < 1000; attempt++) {
        int64_t version = __atomic_load_n(&shared->version, __ATOMIC_ACQUIRE);
        memcpy(copy, shared, sizeof *copy);
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        if (!(version & 1) && __atomic_load_n(&shared->version, __ATOMIC_RELAXED) == version) return 1;
    }
    return 0;
}

static void print_level(const struct fh_level *level) {
    if (level->price_nano == FH_NULL_PRICE || level->price_nano == FH_UNKNOWN_PRICE) printf(" -");
    else printf(" %lldx%.9g", (long long)level->quantity, level->price_nano / 1e9);
}

static void print_top(const struct fh_instrument *i) {
    static const char *states[] = { "unknown", "partial", "suspect", "whole" };
    printf("%lld %lld %.32s", (long long)i->as_of, (long long)i->book.security_id, i->symbol[0] ? i->symbol : "-");
    print_level(&i->book.bids[0]);
    print_level(&i->book.asks[0]);
    printf(" %s\n", states[i->book.state & 3]);
}

int main(int argc, char **argv) {
    if (argc < 2) return fail("usage", "top FILE [COUNT]");
    long left = argc > 2 ? atol(argv[2]) : -1;
    int file = open(argv[1], O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status)) return fail(argv[1], "cannot be opened");
    if (status.st_uid != geteuid()) return fail(argv[1], "is another user's");
    if (status.st_size < (off_t)sizeof(struct fh_ring)) return fail(argv[1], "is no shared feed");
    const char *memory = mmap(NULL, status.st_size, PROT_READ, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED) return fail(argv[1], "cannot be mapped");
    const struct fh_ring *ring = (const void *)memory;
    if (ring->magic != FH_MAGIC || ring->layout_version != FH_LAYOUT_VERSION || ring->annex_kind != FH_FEED_KIND || ring->event_hash != FH_EVENT_HASH
        || ring->file_bytes > status.st_size) return fail(argv[1], "is no shared feed of this version");
    const struct fh_feed *feed = (const void *)(memory + ring->annex_offset);
    int room = (int)((ring->slots_offset - ring->annex_offset - (int64_t)sizeof *feed) / (int64_t)sizeof(struct fh_instrument));
    int64_t *told = calloc(room > 0 ? room : 1, sizeof *told); /* version told last */
    while (left != 0) {
        int count = __atomic_load_n(&feed->instrument_count, __ATOMIC_ACQUIRE), news = 0;
        for (int n = 0; n < count && n < room && left != 0; n++) {
            struct fh_instrument copy;
            if (feed->instruments[n].version == told[n] || !read_instrument(&feed->instruments[n], &copy)) continue;
            if (copy.epoch_number != feed->epoch_number) continue;
            told[n] = copy.version;
            print_top(&copy);
            news = 1;
            left -= left > 0;
        }
        if (!news && __atomic_load_n(&ring->is_closed, __ATOMIC_ACQUIRE)) break;
        if (!news) usleep(1000);
    }
    return 0;
}
