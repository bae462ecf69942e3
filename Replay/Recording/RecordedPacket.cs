using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Recording;

/// <summary>A packet between the feed thread and the writer, with its payload in place; or what a channel gave up.</summary>
internal struct RecordedPacket
{
    /// <summary>The longest payload, in bytes.</summary>
    public const int PayloadBytesMax = 2048;

    private Payload _payload;

    /// <summary>Bytes of the payload.</summary>
    public int Length { get; private set; }

    /// <summary>The group.</summary>
    public int Group { get; private set; }

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    public long RxNs { get; private set; }

    /// <summary>The payload.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_payload)[..Length];

    /// <summary>Whether this is no packet, and tells what the channel of <see cref="Group"/> gave up.</summary>
    public bool IsNote { get; private set; }

    /// <summary>What it gave up; meaningless in a packet.</summary>
    public GapNote Note { get; private set; }

    /// <summary>Becomes a note.</summary>
    /// <param name="group">A group of the channel.</param>
    /// <param name="note">What the channel gave up.</param>
    public void Set(int group, GapNote note) => (IsNote, Length, Group, Note) = (true, 0, group, note);

    /// <summary>Takes a copy.</summary>
    /// <param name="packet">A packet of at most <see cref="PayloadBytesMax"/> bytes.</param>
    public void Set(in Packet packet)
    {
        packet.Bytes.CopyTo(_payload);
        (IsNote, Length, Group, RxNs) = (false, packet.Bytes.Length, packet.Group, packet.RxNs);
    }

    [InlineArray(PayloadBytesMax)]
    private struct Payload
    {
        private byte _first;
    }
}
