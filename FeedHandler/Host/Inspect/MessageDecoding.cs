using FeedHandler.Codecs.Dynamic;
using FeedHandler.Host.Inspect.Framing;

namespace FeedHandler.Host.Inspect;

/// <summary>Decodes a message where it lies, with the schema's header or the venue's own.</summary>
internal static class MessageDecoding
{
    /// <summary>Decodes.</summary>
    /// <typeparam name="TVisitor">A struct, so that calls are direct.</typeparam>
    /// <param name="decoder">The schema's.</param>
    /// <param name="payload">The packet.</param>
    /// <param name="frame">The message in it.</param>
    /// <param name="header">What its header says.</param>
    /// <param name="visitor">Receives the elements; their offsets count from the frame's header.</param>
    public static DynamicDecodeResult Decode<TVisitor>(
        DynamicDecoder decoder, ReadOnlySpan<byte> payload, in MessageFrame frame, in DynamicHeader header, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        ReadOnlySpan<byte> message = payload[frame.HeaderOffset..frame.End];
        return frame.HasOwnHeader ? decoder.DecodeBody(message, header, ref visitor) : decoder.Decode(message, ref visitor);
    }

    /// <summary>Where the next message begins.</summary>
    public static int NextOffset(in MessageFrame frame, in DynamicDecodeResult result) =>
        frame.HasLength ? frame.End : frame.HeaderOffset + result.Length;
}
