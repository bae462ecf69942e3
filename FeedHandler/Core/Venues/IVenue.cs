using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Venues;

/// <summary>What arbitration must know of a venue; a struct type argument.</summary>
public interface IVenue
{
    /// <summary>The name by which commands and configuration choose the venue.</summary>
    static abstract string Name { get; }

    /// <summary>Reads the header that starts every packet.</summary>
    /// <param name="packet">The payload.</param>
    /// <param name="header">The header.</param>
    /// <returns>False when the payload is too short.</returns>
    static abstract bool TryReadHeader(ReadOnlySpan<byte> packet, out PacketHeader header);
}
