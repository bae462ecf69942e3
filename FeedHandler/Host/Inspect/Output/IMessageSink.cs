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
