using FeedHandler.Codecs.Dynamic;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Shows messages.</summary>
internal interface IMessageSink
{
    /// <summary>Decodes a message and shows it, as far as it decodes.</summary>
    DynamicDecodeResult Message(in InspectedPacket packet, in InspectedMessage message, DynamicDecoder decoder);

    /// <summary>Shows a message that no schema knows.</summary>
    void UnknownMessage(in InspectedPacket packet, in InspectedMessage message, string reason);

    /// <summary>Shows the rest of a packet in which no message can be found.</summary>
    void BadPacket(in InspectedPacket packet, int offset, string reason);
}

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
