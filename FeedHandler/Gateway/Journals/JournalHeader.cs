using System.Runtime.InteropServices;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Native.Memory;

namespace FeedHandler.Gateway.Journals;

/// <summary>
/// The begin of a file of a journal, little-endian: what it is, and how much of what lies behind it counts. A commit is written to the place that the one
/// before it does not have, and then its number (release), so that a process that is killed at any moment leaves a whole one. docs/gateway.md says where
/// everything lies.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct JournalHeader
{
    internal const int Bytes = 256;
    internal const ulong Magic = 0x314E_5255_4F4A_4846; // "FHJOURN1"

    [FieldOffset(0)] internal ulong Mark;
    [FieldOffset(8)] internal int HeaderBytes;
    [FieldOffset(12)] internal ushort SchemaId;
    [FieldOffset(14)] internal ushort SchemaVersion;
    [FieldOffset(16)] internal long Epoch;
    [FieldOffset(24)] internal long FirstSequence;
    [FieldOffset(32)] internal long BegunNs;

    // On a cache line of its own: the rest does not change.
    [FieldOffset(128)] internal long CommitNumber;
    [FieldOffset(136)] internal JournalCommit Even;
    [FieldOffset(160)] internal JournalCommit Odd;

    private const int AttemptMax = 1000;

    /// <summary>Whether it is the begin of a journal of this version.</summary>
    internal readonly bool IsRight => Mark == Magic && HeaderBytes == Bytes && SchemaId == LevelUpdate.SchemaId && SchemaVersion >= 1;

    /// <summary>Begins a header in memory that is all zero; it is none before it is done.</summary>
    internal static void Begin(ref JournalHeader header, long epoch, long firstSequence, long nowNs)
    {
        (header.HeaderBytes, header.SchemaId, header.SchemaVersion) = (Bytes, LevelUpdate.SchemaId, LevelUpdate.SchemaVersion);
        (header.Epoch, header.FirstSequence, header.BegunNs) = (epoch, firstSequence, nowNs);
        header.Even = new JournalCommit { Bytes = Bytes, LastSequence = firstSequence - 1 };
        Volatile.Write(ref header.Mark, Magic);
    }

    /// <summary>Commits: whoever reads the number sees all that it counts.</summary>
    internal static void Commit(ref JournalHeader header, in JournalCommit commit)
    {
        long number = header.CommitNumber + 1;
        if ((number & 1) == 0) header.Even = commit;
        else header.Odd = commit;
        Volatile.Write(ref header.CommitNumber, number);
    }

    /// <summary>Reads a header whose last commit is whole, of a file that may be written to meanwhile.</summary>
    /// <returns>False when it is none, or was written to all the time.</returns>
    internal static bool TryRead(SharedFile file, out JournalHeader header)
    {
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
            header.CommitNumber = copies[0].CommitNumber;
            if (copies[0].CommitNumber == copies[2].CommitNumber) return true;
        }

        header = default;
        return false;
    }

    /// <summary>What was committed last.</summary>
    internal readonly JournalCommit Last => (CommitNumber & 1) == 0 ? Even : Odd;
}

/// <summary>How much of a file counts.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal struct JournalCommit
{
    /// <summary>From the first byte of the header.</summary>
    internal long Bytes;

    /// <summary>The last event; one less than the first one while there is none.</summary>
    internal long LastSequence;

    /// <summary>CRC-32C of what lies behind the header.</summary>
    internal uint Crc;

    /// <summary>1 when nothing comes behind it any more.</summary>
    internal uint IsClosed;
}
