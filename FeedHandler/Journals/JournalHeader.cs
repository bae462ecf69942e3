using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Native.Memory;

namespace FeedHandler.Journals;

/// <summary>
/// The begin of a file of a journal, little-endian: what it is, how much of what lies behind it counts, and where reading can begin. A commit is written to
/// the place that the one before it does not have, and then its number (release), so that a process that is killed at any moment leaves a whole one.
/// docs/gateway.md says where everything lies.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct JournalHeader
{
    /// <summary>How long it is.</summary>
    public const int Bytes = 4096;

    /// <summary>Points of a file at most.</summary>
    public const int PointCountMax = 104;

    /// <summary>Channels of a feed at most.</summary>
    public const int ChannelCountMax = 256;

    private const ulong Magic = 0x324E_5255_4F4A_4846; // "FHJOURN2"
    private const int AttemptMax = 1000;

    [FieldOffset(0)] private ulong _mark;
    [FieldOffset(8)] private int _headerBytes;
    [FieldOffset(12)] private ushort _schemaId;
    [FieldOffset(14)] private ushort _schemaVersion;
    [FieldOffset(16)] private long _epoch;
    [FieldOffset(24)] private long _firstSequence;
    [FieldOffset(32)] private long _begunNs;
    [FieldOffset(40)] private ulong _boot;
    [FieldOffset(48)] private int _pointCount;
    [FieldOffset(52)] private int _channelCount;

    // On a cache line of its own: the rest hardly changes.
    [FieldOffset(128)] private long _commitNumber;
    [FieldOffset(136)] private JournalCommit _even;
    [FieldOffset(176)] private JournalCommit _odd;
    [FieldOffset(216)] private JournalCommit _synced;
    [FieldOffset(256)] private JournalChannels _channels;
    [FieldOffset(768)] private JournalPoints _points;

    /// <summary>The life of the feed that the file is of.</summary>
    public readonly long Epoch => _epoch;

    /// <summary>Its first event.</summary>
    public readonly long FirstSequence => _firstSequence;

    /// <summary>When it was begun, nanoseconds since the Unix epoch.</summary>
    public readonly long BegunNs => _begunNs;

    /// <summary>Which start of the machine it was written in.</summary>
    public readonly ulong Boot => _boot;

    /// <summary>What was committed last.</summary>
    public readonly JournalCommit Last => (_commitNumber & 1) == 0 ? _even : _odd;

    /// <summary>How far it was on the disk, when that was last asked for; 0 bytes where it never was.</summary>
    public readonly JournalCommit Synced => _synced;

    /// <summary>Where reading can begin, in order: behind each are all states.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<JournalPoint> Points => ((ReadOnlySpan<JournalPoint>)_points)[..Math.Clamp(_pointCount, 0, PointCountMax)];

    /// <summary>The number at the venue of each channel of the feed, by its index.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<ushort> Channels => ((ReadOnlySpan<ushort>)_channels)[..Math.Clamp(_channelCount, 0, ChannelCountMax)];

    private readonly bool IsRight =>
        _mark == Magic && _headerBytes == Bytes && _schemaId == LevelUpdate.SchemaId && _schemaVersion >= 1;

    /// <summary>Begins a header in memory that is all zero; it is none before it is done.</summary>
    /// <param name="header">The header, in place.</param>
    /// <param name="epoch">The life of the feed.</param>
    /// <param name="firstSequence">The first event.</param>
    /// <param name="channels">The number at the venue of each channel of the feed.</param>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    public static void Begin(ref JournalHeader header, long epoch, long firstSequence, ReadOnlySpan<ushort> channels, long nowNs)
    {
        channels.CopyTo(header._channels);
        header._channelCount = channels.Length;
        (header._headerBytes, header._schemaId, header._schemaVersion) = (Bytes, LevelUpdate.SchemaId, LevelUpdate.SchemaVersion);
        (header._epoch, header._firstSequence, header._begunNs, header._boot) = (epoch, firstSequence, nowNs, BootId.Current);
        header._even = new JournalCommit { Bytes = Bytes, LastSequence = firstSequence - 1 };
        Volatile.Write(ref header._mark, Magic);
    }

    /// <summary>Adds a place where reading can begin; what lies in front of it must have been written.</summary>
    /// <param name="header">The header, in place.</param>
    /// <param name="point">The place.</param>
    /// <returns>False where there is no room for one more.</returns>
    public static bool TryAdd(ref JournalHeader header, in JournalPoint point)
    {
        int count = header._pointCount;
        if (count >= PointCountMax) return false;
        header._points[count] = point;
        Volatile.Write(ref header._pointCount, count + 1);
        return true;
    }

    /// <summary>Commits: whoever reads the number sees all that it counts.</summary>
    /// <param name="header">The header, in place.</param>
    /// <param name="commit">How much counts.</param>
    public static void Commit(ref JournalHeader header, in JournalCommit commit)
    {
        long number = header._commitNumber + 1;
        if ((number & 1) == 0) header._even = commit;
        else header._odd = commit;
        Volatile.Write(ref header._commitNumber, number);
    }

    /// <summary>Says that all of a commit is on the disk.</summary>
    /// <param name="header">The header, in place.</param>
    /// <param name="commit">The commit, of before the disk was asked.</param>
    public static void Sync(ref JournalHeader header, in JournalCommit commit) => header._synced = commit;

    /// <summary>The last commit, by any thread of the writer.</summary>
    /// <param name="header">The header, in place.</param>
    public static JournalCommit LastOf(ref JournalHeader header)
    {
        while (true)
        {
            long number = Volatile.Read(ref header._commitNumber);
            JournalCommit commit = (number & 1) == 0 ? header._even : header._odd;
            Volatile.ReadBarrier();
            if (Volatile.Read(ref header._commitNumber) == number) return commit;
        }
    }

    /// <summary>Reads a header whose last commit is whole, of a file that may be written to meanwhile.</summary>
    /// <param name="file">The file.</param>
    /// <param name="header">The header.</param>
    /// <returns>False when it is none, or was written to all the time.</returns>
    public static bool TryRead(SharedFile file, out JournalHeader header)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<JournalHeader> copies = stackalloc JournalHeader[3];
        for (int attempt = 0; attempt < AttemptMax; attempt++)
        {
            // The number in front and behind is the same: the place that it names was not written in between.
            for (int i = 0; i < copies.Length; i++)
            {
                if (file.ReadAt(0, MemoryMarshal.AsBytes(copies.Slice(i, 1))) == Bytes && copies[i].IsRight) continue;
                header = default;
                return false;
            }

            header = copies[1];
            header._commitNumber = copies[0]._commitNumber;
            if (copies[0]._commitNumber == copies[2]._commitNumber) return true;
        }

        header = default;
        return false;
    }

    [InlineArray(ChannelCountMax)]
    private struct JournalChannels
    {
        private ushort _first;
    }

    [InlineArray(PointCountMax)]
    private struct JournalPoints
    {
        private JournalPoint _first;
    }
}

/// <summary>How much of a file counts.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
public struct JournalCommit
{
    /// <summary>Bytes, from the first one of the header.</summary>
    public long Bytes;

    /// <summary>The last event; one less than the first one while there is none.</summary>
    public long LastSequence;

    /// <summary>When an event up to that was received at the latest, nanoseconds since the Unix epoch; 0 while there is none.</summary>
    public long LastNs;

    /// <summary>CRC-32C of what lies behind the header.</summary>
    public uint Crc;

    /// <summary>1 when nothing comes behind it any more.</summary>
    public uint IsClosed;
}

/// <summary>A place in a file where reading can begin: what every instrument is, and its book, lie behind it, and then events.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
public struct JournalPoint
{
    /// <summary>Where it is, from the first byte of the header.</summary>
    public long Offset;

    /// <summary>The first event behind it.</summary>
    public long Sequence;

    /// <summary>When an event up to that was received at the latest, nanoseconds since the Unix epoch: times may go back a little, where packets wait for
    /// one in front of them.</summary>
    public long TimeNs;

    /// <summary>CRC-32C of what lies between header and point.</summary>
    public uint Crc;
}
