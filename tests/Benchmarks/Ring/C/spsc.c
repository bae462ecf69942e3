/* A bounded queue from one thread to one other, of the design of SpscQueue: each side keeps the other's counter as it last saw it and
   looks again only when that says full or empty. Prints millions of items a second, core 0 to core 1. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct {
    alignas(128) _Atomic int64_t tail;
    int64_t head_seen;
    alignas(128) _Atomic int64_t head;
    int64_t tail_seen;
    alignas(128) int64_t *items;
    int64_t capacity;
    int64_t count;
} queue;

static int enqueue(int64_t item) {
    int64_t tail = atomic_load_explicit(&queue.tail, memory_order_relaxed);
    if (tail - queue.head_seen == queue.capacity) {
        queue.head_seen = atomic_load_explicit(&queue.head, memory_order_acquire);
        if (tail - queue.head_seen == queue.capacity) return 0;
    }
    queue.items[tail & (queue.capacity - 1)] = item;
    atomic_store_explicit(&queue.tail, tail + 1, memory_order_release);
    return 1;
}

static int dequeue(int64_t *item) {
    int64_t head = atomic_load_explicit(&queue.head, memory_order_relaxed);
    if (head == queue.tail_seen) {
        queue.tail_seen = atomic_load_explicit(&queue.tail, memory_order_acquire);
        if (head == queue.tail_seen) return 0;
    }
    *item = queue.items[head & (queue.capacity - 1)];
    atomic_store_explicit(&queue.head, head + 1, memory_order_release);
    return 1;
}

static void pin(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

static void *produce(void *unused) {
    pin(0);
    for (int64_t i = 0; i < queue.count; i++)
        while (!enqueue(i)) {}
    return unused;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    queue.capacity = atoll(argv[1]);
    queue.count = atoll(argv[2]);
    queue.items = calloc(queue.capacity, sizeof *queue.items);
    struct timespec started, ended;
    clock_gettime(CLOCK_MONOTONIC, &started);
    pthread_t producer;
    pthread_create(&producer, NULL, produce, NULL);
    pin(1);
    int64_t sum = 0;
    for (int64_t i = 0; i < queue.count; i++) {
        int64_t item;
        while (!dequeue(&item)) {}
        sum += item;
    }
    pthread_join(producer, NULL);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    if (sum != queue.count * (queue.count - 1) / 2) return 1;
    double us = (ended.tv_sec - started.tv_sec) * 1e6 + (ended.tv_nsec - started.tv_nsec) / 1e3;
    printf("%.3f\n", queue.count / us);
    return 0;
}
