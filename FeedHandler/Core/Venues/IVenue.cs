using FeedHandler.Core.Arbitration;

namespace FeedHandler.Core.Venues;

/// <summary>What arbitration must know of a venue; a struct type argument.</summary>
public interface IVenue
{
    /// <summary>The name by which commands and configuration choose the venue.</summary>
    static abstract string Name { get; }

    /// <summary>How many bits a packet's number has on the wire, 32 or 64; after the highest comes 0.</summary>
    static abstract int SequenceBits { get; }

    /// <summary>The number with which a session's sequence starts.</summary>
    static abstract ulong FirstNumber { get; }

    /// <summary>The venue's name of a message.</summary>
    /// <param name="templateId">Its template.</param>
    /// <returns>The name, or "unknown".</returns>
    static abstract string MessageName(ushort templateId);

    /// <summary>Reads the header that starts every packet.</summary>
    /// <param name="packet">The payload.</param>
    /// <param name="header">The header; <see cref="PacketHeader.Skip"/> is 0.</param>
    /// <returns>False when the payload is too short.</returns>
    static abstract bool TryReadHeader(ReadOnlySpan<byte> packet, out PacketHeader header);

    /// <summary>
    /// Whether every message of a packet can be decoded to its end. Only such a packet uses its number up: what is damaged on one line leaves it to the
    /// other. It must say no wherever the decoder would.
    /// </summary>
    /// <param name="packet">The payload, of which the header could be read.</param>
    static abstract bool IsWhole(ReadOnlySpan<byte> packet);

    /// <summary>What a packet is about. A packet of several messages is of the class of theirs that stands first in <see cref="TemplateClass"/>.</summary>
    /// <param name="packet">The payload, whole or not.</param>
    /// <returns>The class; <see cref="TemplateClass.Other"/> for what cannot be read.</returns>
    static abstract TemplateClass ClassOf(ReadOnlySpan<byte> packet);
}
