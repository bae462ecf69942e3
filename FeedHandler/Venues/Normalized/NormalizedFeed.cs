using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Venues;
using FeedHandler.Wire;

namespace FeedHandler.Venues.Normalized;

/// <summary>
/// What another feed handler sends by multicast (docs/multicast.md): a header with epoch and number, then frames. Packets of a channel are numbered from 1 in
/// 64 bits; a later epoch says that the sender started again. A packet without frames is a heartbeat, and has the number of the next one.
/// </summary>
public readonly struct NormalizedFeed : IVenue
{
    /// <inheritdoc/>
    public static string Name => "normalized";

    /// <inheritdoc/>
    public static int SequenceBits => 64;

    /// <inheritdoc/>
    public static ulong FirstNumber => 1;

    /// <inheritdoc/>
    public static string MessageName(ushort templateId) => NormalizedTemplates.Name(templateId);

    /// <inheritdoc/>
    public static bool TryReadHeader(ReadOnlySpan<byte> packet, out PacketHeader header)
    {
        header = default;
        if (!DatagramHeader.TryRead(packet, out DatagramHeader head, out _)) return false;
        header.Epoch = (ulong)head.Epoch;
        header.First = (ulong)head.Packet;
        header.Count = head.FrameCount == 0 ? 0u : 1u;
        header.SendingTimeNs = head.SendingTimeNs & long.MaxValue;
        return true;
    }

    /// <inheritdoc/>
    public static bool IsWhole(ReadOnlySpan<byte> packet)
    {
        if (!DatagramHeader.TryRead(packet, out DatagramHeader head, out _)) return false;
        ReadOnlySpan<byte> rest = packet[DatagramHeader.Bytes..];
        for (int i = 0; i < head.FrameCount; i++)
        {
            if (FrameDecoder.TryRead(rest, out int frameBytes) != FrameResult.Frame || !NormalizedTemplates.IsWhole(rest[..frameBytes])) return false;
            rest = rest[frameBytes..];
        }

        return rest.IsEmpty;
    }

    /// <inheritdoc/>
    public static TemplateClass ClassOf(ReadOnlySpan<byte> packet)
    {
        TemplateClass first = TemplateClass.Other;
        if (packet.Length < DatagramHeader.Bytes) return first;
        foreach (ReadOnlySpan<byte> frame in DatagramHeader.FramesOf(packet))
        {
            if (FrameHeader.Read(frame, out FrameHeader header) == FrameFault.None)
                first = TemplateClasses.First(first, NormalizedTemplates.ClassOf(header.TemplateId));
        }

        return first;
    }
}
