namespace FeedHandler.Replay;

/// <summary>Where a <see cref="PacketStore"/> keeps one packet.</summary>
internal struct StoredPacket
{
    /// <summary>Bytes from the beginning of the store to the payload.</summary>
    internal nint Offset;

    internal long RxNs;

    /// <summary>Bytes of the payload.</summary>
    internal int Length;

    internal int Group;
}
