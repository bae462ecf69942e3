using System.Buffers.Binary;

namespace FeedHandler.Venues.Cme;

/// <summary>What the messages of a packet are, as far as they tell the role of the feed that carries them.</summary>
[Flags]
public enum CmeContents : byte
{
    /// <summary>Nothing that tells a role, such as heartbeats.</summary>
    None = 0,

    /// <summary>Changes as they happen: books, trades, volume, statistics, limits, status, resets.</summary>
    Incremental = 1,

    /// <summary>Price-depth books of a snapshot loop.</summary>
    Snapshot = 2,

    /// <summary>Books by order of a snapshot loop.</summary>
    OrderSnapshot = 4,

    /// <summary>Instrument definitions: those of a loop, or news of the incremental feed.</summary>
    Definitions = 8,
}

/// <summary>What a packet tells of the feed that carries it.</summary>
public struct CmeProbed
{
    /// <summary>The packet's number (MsgSeqNum).</summary>
    public uint Number;

    /// <summary>When it was sent, in nanoseconds since the Unix epoch (SendingTime).</summary>
    public long SendingTimeNs;

    /// <summary>What its messages are.</summary>
    public CmeContents Contents;

    /// <summary>The channel by its own number (ApplID); 0 when no message tells it.</summary>
    public short ApplId;

    /// <summary>Whether a definition tells how many there are, as those of a loop do (TotNumReports).</summary>
    public bool TellsLoop;
}

/// <summary>Tells what a datagram is that nobody named: whether it is a whole packet of CME MDP 3.0, and of which feed. Allocates nothing.</summary>
public static class CmeProbe
{
    private const int MessageHeaderBytes = CmeMdp3.MessageHeaderBytes;
    private const int DimensionBytes = 3;

    /// <summary>Reads a datagram.</summary>
    /// <param name="packet">The payload.</param>
    /// <param name="probed">What it tells.</param>
    /// <returns>False when it is no packet of the venue, or a damaged one: its messages, at least one, must end where it ends.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out CmeProbed probed)
    {
        probed = default;
        if (packet.Length < CmeMdp3.PacketHeaderBytes + MessageHeaderBytes) return false;
        probed.Number = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        probed.SendingTimeNs = BinaryPrimitives.ReadInt64LittleEndian(packet[4..]);
        CmeMessages messages = new(packet);
        while (messages.MoveNext())
        {
            if (!IsOfVenue(messages.Current)) return false;
            Read(messages.Current, ref probed);
        }

        return messages.IsAtEnd;
    }

    /// <summary>Takes the instruments that a packet names, each as often as it is named.</summary>
    /// <param name="packet">A packet that <see cref="TryRead"/> found whole.</param>
    /// <param name="securityIds">Room for them; what does not fit is left out.</param>
    /// <returns>How many were taken.</returns>
    public static int TakeInstruments(ReadOnlySpan<byte> packet, Span<int> securityIds)
    {
        int count = 0;
        foreach (CmeMessage message in new CmeMessages(packet))
        {
            if (!IsOfVenue(message)) return count;
            count += InstrumentsOf(message, securityIds[count..]);
        }

        return count;
    }

    /// <summary>Whether a packet has anything to do with some instruments.</summary>
    /// <param name="packet">A packet that <see cref="TryRead"/> found whole.</param>
    /// <param name="securityIds">The instruments.</param>
    /// <returns>Whether a message names one of them, or names none at all: a reset, a group's status or a heartbeat may concern each.</returns>
    public static bool Concerns(ReadOnlySpan<byte> packet, ReadOnlySpan<int> securityIds)
    {
        Span<int> named = stackalloc int[byte.MaxValue]; // as many as a group can have entries
        foreach (CmeMessage message in new CmeMessages(packet))
        {
            if (!IsOfVenue(message)) return false;
            int count = InstrumentsOf(message, named);
            if (count == 0 || named[..count].ContainsAny(securityIds)) return true;
        }

        return false;
    }

    private static bool IsOfVenue(CmeMessage message) =>
        message.SchemaId == CmeMdp3.SchemaId && message.FrameBytes >= MessageHeaderBytes + message.BlockLength;

    private static void Read(CmeMessage message, ref CmeProbed probed)
    {
        CmeContents contents = ContentsOf(message.TemplateId);
        probed.Contents |= contents;
        ReadOnlySpan<byte> root = message.Body[..message.BlockLength];
        if (contents == CmeContents.Definitions && root.Length >= 17)
        {
            probed.TellsLoop |= BinaryPrimitives.ReadUInt32LittleEndian(root[1..]) is not (0 or uint.MaxValue);
            probed.ApplId = BinaryPrimitives.ReadInt16LittleEndian(root[15..]);
        }
        else if (message.TemplateId == 4 && message.Body.Length >= root.Length + DimensionBytes + 2)
        {
            ReadOnlySpan<byte> group = message.Body[root.Length..];
            if (group[2] > 0) probed.ApplId = BinaryPrimitives.ReadInt16LittleEndian(group[DimensionBytes..]);
        }
    }

    private static CmeContents ContentsOf(ushort template) => template switch
    {
        4 or 30 or (>= 32 and <= 37) or 39 or 42 or 43 or (>= 46 and <= 51) or 59 or 60 or 62 or (>= 64 and <= 67) => CmeContents.Incremental,
        38 or 52 or 69 => CmeContents.Snapshot,
        44 or 53 => CmeContents.OrderSnapshot,
        27 or 29 or 41 or (>= 54 and <= 58) or 63 => CmeContents.Definitions,
        _ => CmeContents.None,
    };

    private static int InstrumentsOf(CmeMessage message, Span<int> securityIds)
    {
        ReadOnlySpan<byte> root = message.Body[..message.BlockLength];
        int rootOffset = RootOffsetOf(message.TemplateId);
        if (rootOffset >= 0) return rootOffset + 4 <= root.Length ? Take(root[rootOffset..], securityIds) : 0;
        int entryOffset = EntryOffsetOf(message.TemplateId);
        ReadOnlySpan<byte> group = message.Body[root.Length..];
        if (entryOffset < 0 || group.Length < DimensionBytes) return 0;
        int entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(group);
        int count = 0;
        int at = DimensionBytes;
        for (int left = group[2]; left > 0 && entryBytes >= entryOffset + 4 && at + entryBytes <= group.Length; left--, at += entryBytes)
            count += Take(group[(at + entryOffset)..], securityIds[count..]);
        return count;
    }

    private static int Take(ReadOnlySpan<byte> from, Span<int> securityIds)
    {
        if (securityIds.IsEmpty) return 0;
        securityIds[0] = BinaryPrimitives.ReadInt32LittleEndian(from);
        return 1;
    }

    /// <summary>Where the root block has SecurityID; -1 where it has none.</summary>
    private static int RootOffsetOf(ushort template) => template switch
    {
        38 or 52 or 69 or 44 or 53 => 8,
        27 or 29 or 41 or (>= 54 and <= 58) or 63 => 55,
        _ => -1,
    };

    /// <summary>Where each entry of the first group has SecurityID; -1 where it has none.</summary>
    private static int EntryOffsetOf(ushort template) => template switch
    {
        37 => 4,
        35 or 51 or 66 => 8,
        32 or 33 or 36 or 42 or 46 or 48 or 49 => 12,
        64 or 65 or 67 => 16,
        34 or 50 => 24,
        43 or 47 => 28,
        _ => -1,
    };
}
