using System.Runtime.InteropServices;

namespace FeedHandler.Receivers;

/// <summary>
/// What became of one group's packets. The polling thread writes, any thread reads; each count is exact, two read one after the other
/// may be of different moments.
/// </summary>
public sealed class GroupCounters
{
    // Alone on its cache lines: a dashboard that reads one group's counts must not slow the counting of another's.
    private Counts _counts;
    private readonly DropTotal _drops;

    /// <summary>Counts from 0.</summary>
    public GroupCounters()
        : this(new DropTotal())
    {
    }

    /// <summary>Counts from 0, and sums up drops with those of other groups.</summary>
    /// <param name="drops">The sum.</param>
    internal GroupCounters(DropTotal drops) => _drops = drops;

    /// <summary>Packets handed over.</summary>
    public long Packets => Volatile.Read(ref _counts.Packets);

    /// <summary>Payload bytes of the packets handed over.</summary>
    public long Bytes => Volatile.Read(ref _counts.Bytes);

    /// <summary>Packets that the kernel or the card dropped because nobody fetched them in time.</summary>
    public long KernelDrops => Volatile.Read(ref _counts.KernelDrops);

    /// <summary>Packets longer than <see cref="ReceiverSettings.PacketBytesMax"/>, dropped because a part is worse than none.</summary>
    public long Truncated => Volatile.Read(ref _counts.Truncated);

    /// <summary>Packets that were not of the group or not of its source, dropped.</summary>
    public long Foreign => Volatile.Read(ref _counts.Foreign);

    /// <summary>Frames or datagrams that are not well-formed, dropped; only where the receiver parses frames itself.</summary>
    public long Malformed => Volatile.Read(ref _counts.Malformed);

    /// <summary>Calls into the system that failed, other than with nothing to fetch; <see cref="LastErrno"/> tells the last one.</summary>
    public long Errors => Volatile.Read(ref _counts.Errors);

    /// <summary>The system's error number (errno(3)) of the last failure; 0 when there was none.</summary>
    public int LastErrno => (int)Volatile.Read(ref _counts.LastErrno);

    /// <summary>Times that the group was joined anew, because its interface had gone and come back.</summary>
    public long Rejoins => Volatile.Read(ref _counts.Rejoins);

    /// <summary>With io_uring: times that a receive had ended and was started anew.</summary>
    public long Rearms => Volatile.Read(ref _counts.Rearms);

    /// <summary>With io_uring: how many of those were for want of a free buffer. Nothing is lost by it unless the socket's own buffer fills too.</summary>
    public long BufferShortages => Volatile.Read(ref _counts.BufferShortages);

    // One writer: an ordinary read with a release store is enough, and costs what a plain increment does.
    internal void AddPacket(int bytes)
    {
        Volatile.Write(ref _counts.Packets, _counts.Packets + 1);
        Volatile.Write(ref _counts.Bytes, _counts.Bytes + bytes);
    }

    internal void AddTruncated()
    {
        Volatile.Write(ref _counts.Truncated, _counts.Truncated + 1);
        _drops.Add(1);
    }

    internal void AddForeign() => Volatile.Write(ref _counts.Foreign, _counts.Foreign + 1);

    internal void AddMalformed() => Volatile.Write(ref _counts.Malformed, _counts.Malformed + 1);

    internal void AddRejoin() => Volatile.Write(ref _counts.Rejoins, _counts.Rejoins + 1);

    internal void AddRearm() => Volatile.Write(ref _counts.Rearms, _counts.Rearms + 1);

    internal void AddBufferShortage() => Volatile.Write(ref _counts.BufferShortages, _counts.BufferShortages + 1);

    internal void AddError(int errno)
    {
        Volatile.Write(ref _counts.LastErrno, errno);
        Volatile.Write(ref _counts.Errors, _counts.Errors + 1);
    }

    internal void AddKernelDrops(long count)
    {
        Volatile.Write(ref _counts.KernelDrops, _counts.KernelDrops + count);
        _drops.Add(count);
    }

    // The kernel counts in 32 bits and goes on from 0: the difference to what was seen before is right across that, and a reading older than it is none.
    internal void SeeKernelDrops(uint total)
    {
        int difference = (int)(total - (uint)_counts.KernelDrops);
        if (difference > 0) AddKernelDrops(difference);
    }

    /// <summary>The counts, with 128 bytes of room on either side.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256 + 88)]
    internal struct Counts
    {
        [FieldOffset(128)]
        internal long Packets;
        [FieldOffset(136)]
        internal long Bytes;
        [FieldOffset(144)]
        internal long KernelDrops;
        [FieldOffset(152)]
        internal long Truncated;
        [FieldOffset(160)]
        internal long Foreign;
        [FieldOffset(168)]
        internal long Malformed;
        [FieldOffset(176)]
        internal long Errors;
        [FieldOffset(184)]
        internal long LastErrno;
        [FieldOffset(192)]
        internal long Rejoins;
        [FieldOffset(200)]
        internal long Rearms;
        [FieldOffset(208)]
        internal long BufferShortages;
    }
}

/// <summary>Packets that were lost before they could be handed over, of all groups of a receiver. The polling thread writes, any thread reads.</summary>
internal sealed class DropTotal
{
    private long _count;

    /// <summary>How many are known so far; it never falls.</summary>
    internal long Count => Volatile.Read(ref _count);

    // One writer, as with the counters of a group.
    internal void Add(long count) => Volatile.Write(ref _count, _count + count);
}
