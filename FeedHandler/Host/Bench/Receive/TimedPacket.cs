using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>
/// The packet of a receive benchmark: a CME packet with one book message of one level, whose sending time and transaction time are when it was
/// due to be sent, and zeros behind it up to the length asked for.
/// </summary>
internal static class TimedPacket
{
    /// <summary>Where the time stands that every receiver reads, in bytes: the sending time of the packet's header.</summary>
    public const int TimeOffset = 4;

    /// <summary>The least bytes of a packet.</summary>
    public const int BytesMin = MessageOffset + MessageBytes;

    private const int SecurityId = 1;
    private const int MessageOffset = 12;
    private const int MessageSizeBytes = 2;
    private const int HeaderOffset = MessageOffset + MessageSizeBytes;
    private const int BodyOffset = HeaderOffset + MDIncrementalRefreshBook46Encoder.HeaderLength;
    private const int MessageBytes = MessageSizeBytes + MDIncrementalRefreshBook46Encoder.HeaderLength + MDIncrementalRefreshBook46Encoder.EncodedLengthMin
        + MDIncrementalRefreshBook46Encoder.NoMDEntriesEntryEncoder.BlockLength;

    /// <summary>Writes a whole packet: one new price level.</summary>
    /// <param name="packet">At least <see cref="BytesMin"/> bytes; the message takes them all, as padding behind its groups.</param>
    public static void Write(Span<byte> packet)
    {
        packet.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(packet[MessageOffset..], (ushort)(packet.Length - MessageOffset));
        MDIncrementalRefreshBook46Encoder.WriteHeader(packet[HeaderOffset..]);
        MDIncrementalRefreshBook46Encoder.TryWrap(packet[BodyOffset..], out MDIncrementalRefreshBook46Encoder message);
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        MDIncrementalRefreshBook46Encoder.NoMDEntriesEntryEncoder entry = message.BeginNoMDEntries(1).Next();
        entry.MDEntryPxMantissa = 1_000_000_000;
        entry.MDEntrySize = 1;
        entry.SecurityID = SecurityId;
        entry.MDPriceLevel = 1;
        entry.MDUpdateAction = MDUpdateAction.Overlay;
        entry.MDEntryType = MDEntryTypeBook.Bid;
    }

    /// <summary>Makes it the next one of its sequence.</summary>
    /// <param name="packet">A packet that <see cref="Write"/> has written.</param>
    /// <param name="seqNum">Its number, from 1.</param>
    /// <param name="dueNs">When it is due, nanoseconds since the Unix epoch.</param>
    public static void Stamp(Span<byte> packet, uint seqNum, long dueNs)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(packet, seqNum);
        BinaryPrimitives.WriteInt64LittleEndian(packet[TimeOffset..], dueNs);
        BinaryPrimitives.WriteInt64LittleEndian(packet[BodyOffset..], dueNs); // TransactTime, the first field
        BinaryPrimitives.WriteUInt32LittleEndian(packet[(BodyOffset + RptSeqOffset)..], seqNum);
    }

    // Root block, dimension of three bytes, and 16 bytes into the entry (CME MDP 3.0, template 46).
    private const int RptSeqOffset = MDIncrementalRefreshBook46Encoder.BlockLength + 3 + 16;
}
