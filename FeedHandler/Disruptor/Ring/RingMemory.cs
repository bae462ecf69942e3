using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Disruptor;

namespace FeedHandler.Ring;

/// <summary>
/// Slots for a ring in whole memory pages, every page touched when it is made: no slot is faulted in while the feed runs, no slot
/// straddles a
/// cache line that it could have for itself, and nothing else lives in the pages.
/// </summary>
public sealed class RingMemory : UnmanagedRingBufferMemory
{
    private const int CacheLineBytes = 64;

    private RingMemory(SafeHandle pages, int eventCount, int eventSize)
        : base(pages, padding: 0, eventCount, eventSize)
    {
    }

    /// <summary>Allocates zeroed slots, each beginning on a cache line.</summary>
    /// <typeparam name="TEvent">What a slot holds.</typeparam>
    /// <param name="eventCount">How many slots: a power of two for a ring.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public static RingMemory Allocate<TEvent>(int eventCount)
        where TEvent : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventCount, 1);
        int slotBytes = RoundUp(Unsafe.SizeOf<TEvent>(), CacheLineBytes);
        nuint bytes = (nuint)eventCount * (nuint)slotBytes;
        return new RingMemory(new PageHandle(bytes), eventCount, slotBytes);
    }

    private static int RoundUp(int bytes, int unitBytes) => (bytes + unitBytes - 1) / unitBytes * unitBytes;

    /// <summary>Owns zeroed pages.</summary>
    private sealed unsafe class PageHandle : SafeHandle
    {
        internal PageHandle(nuint bytes)
            : base(invalidHandleValue: 0, ownsHandle: true)
        {
            nuint pageBytes = (nuint)Environment.SystemPageSize;
            nuint wholeBytes = (bytes + pageBytes - 1) / pageBytes * pageBytes;
            void* pages = NativeMemory.AlignedAlloc(wholeBytes, pageBytes);
            SetHandle((nint)pages);

            // Writing is what faults a page in: an untouched page is only a promise.
            NativeMemory.Clear(pages, wholeBytes);
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            NativeMemory.AlignedFree((void*)handle);
            return true;
        }
    }
}
