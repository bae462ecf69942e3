using System.Runtime.InteropServices;

namespace FeedHandler.Native.Waiting;

/// <summary>Readiness by kqueue(2) with EV_CLEAR, its way of being edge-triggered; where it comes from is told at <see cref="KqueueWaiter"/>.</summary>
public sealed unsafe class KqueueQueue : IReadinessQueue
{
    private const int BatchCount = 128;

    private readonly KqueueLibrary _library;
    private readonly KqueueEvent[] _ready = GC.AllocateArray<KqueueEvent>(BatchCount, pinned: true);
    private int _descriptor;

    private KqueueQueue(KqueueLibrary library, int descriptor) => (_library, _descriptor) = (library, descriptor);

    /// <summary>Opens it.</summary>
    /// <param name="queue">The queue; null when there is none.</param>
    /// <returns>Why there is none, with what to install; null when there is.</returns>
    public static string? Open(out KqueueQueue? queue)
    {
        queue = null;
        if (KqueueLibrary.Load(out KqueueLibrary? library) is { } problem) return problem;
        int descriptor = library!.Open();
        if (descriptor < 0) return NativeResult.Failure("kqueue", Marshal.GetLastSystemError()).ToString();
        queue = new KqueueQueue(library, descriptor);
        return null;
    }

    /// <inheritdoc/>
    public NativeResult Add(int descriptor, ulong tag, bool isWritten)
    {
        const ushort Flags = KqueueEvent.AddFlag | KqueueEvent.ClearFlag;
        KqueueEvent change = new() { Descriptor = (nuint)descriptor, Filter = KqueueEvent.ReadFilter, Flags = Flags, Tag = tag };
        int result = _library.Change(_descriptor, &change);
        if (result >= 0 && isWritten)
        {
            change.Filter = KqueueEvent.WriteFilter;
            result = _library.Change(_descriptor, &change);
        }

        return result >= 0 ? NativeResult.Success("kevent(EV_ADD)") : NativeResult.Failure("kevent(EV_ADD)", Marshal.GetLastSystemError());
    }

    /// <inheritdoc/>
    public int Wait(Span<ReadinessEvent> events, int timeoutUs)
    {
        // The events of FreeBSD are twice as long as those of macOS: half as many fit.
        int countMax = Math.Min(BatchCount * sizeof(KqueueEvent) / KqueueEvent.LongBytes, events.Length);
        fixed (KqueueEvent* ready = _ready)
        {
            int count = _library.Wait(_descriptor, ready, countMax, timeoutUs);
            if (count < 0) return Marshal.GetLastSystemError() is Linux.LinuxConstants.EINTR ? 0 : -Marshal.GetLastSystemError();
            for (int i = 0; i < count; i++)
            {
                KqueueEvent told = *(KqueueEvent*)((byte*)ready + (i * KqueueEvent.StrideBytes));
                bool isEnding = (told.Flags & KqueueEvent.EndFlags) != 0;
                events[i] = new ReadinessEvent(told.Tag, told.Filter == KqueueEvent.ReadFilter, told.Filter == KqueueEvent.WriteFilter, isEnding);
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _library.Close(descriptor);
    }
}
