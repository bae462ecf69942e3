using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Venues;

namespace FeedHandler.Venues.Cme;

/// <summary>CME MDP 3.0 over UDP: a packet starts with MsgSeqNum (u32) and SendingTime (u64, ns), little endian; a session starts with 1.</summary>
public readonly struct CmeMdp3 : IVenue
{
    /// <summary>The size of the packet header.</summary>
    public const int PacketHeaderBytes = 12;

    private const int SendingTimeOffset = 4;

    /// <summary>The size of the frame before each message's root block: MsgSize (u16) and the SBE header (4 x u16).</summary>
    public const int MessageHeaderBytes = 10;

    /// <summary>The SBE schema id of market data.</summary>
    public const ushort SchemaId = 1;

    /// <inheritdoc/>
    public static string Name => "cme";

    /// <inheritdoc/>
    public static int SequenceBits => 32;

    /// <inheritdoc/>
    public static ulong FirstNumber => 1;

    /// <inheritdoc/>
    public static string MessageName(ushort templateId) => CmeTemplates.Name(templateId);

    /// <inheritdoc/>
    public static bool TryReadHeader(ReadOnlySpan<byte> packet, out PacketHeader header)
    {
        if (packet.Length < PacketHeaderBytes)
        {
            header = default;
            return false;
        }

        ref byte first = ref MemoryMarshal.GetReference(packet);
        header.Epoch = 0;
        header.First = Unsafe.ReadUnaligned<uint>(ref first);
        header.Count = 1;
        header.Skip = 0;
        header.SendingTimeNs = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref first, SendingTimeOffset)) & long.MaxValue; // beyond the year 2262 it is no time
        return true;
    }

    /// <summary>Moves a packet's sending time, which two copies of one packet must have in common: for somebody who sends it as another.</summary>
    /// <param name="packet">The packet; too short for a header, it stays as it is.</param>
    /// <param name="byNs">By how much, in nanoseconds.</param>
    public static void AddToSendingTime(Span<byte> packet, long byNs)
    {
        if (!TryReadHeader(packet, out PacketHeader header)) return;
        Unsafe.WriteUnaligned(ref packet[SendingTimeOffset], header.SendingTimeNs + byNs);
    }

    /// <inheritdoc/>
    public static bool IsWhole(ReadOnlySpan<byte> packet) => CmeFrames.AreWhole(packet);

    /// <inheritdoc/>
    public static TemplateClass ClassOf(ReadOnlySpan<byte> packet) => CmeClasses.OfPacket(packet);
}
