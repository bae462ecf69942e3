using FeedHandler.Codecs.Dynamic;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Shows nothing.</summary>
internal sealed class SilentSink : IMessageSink
{
    /// <inheritdoc/>
    public DynamicDecodeResult Message(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder)
    {
        SilentVisitor silent = default;
        return MessageDecoding.Decode(decoder, packet.Payload, message.Frame, message.Header, ref silent);
    }

    /// <inheritdoc/>
    public void UnknownMessage(in InspectedPacket packet, in InspectedMessage message, string reason)
    {
    }

    /// <inheritdoc/>
    public void BadPacket(in InspectedPacket packet, int offset, string reason)
    {
    }
}
