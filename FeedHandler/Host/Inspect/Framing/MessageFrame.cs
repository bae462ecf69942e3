using System.Runtime.InteropServices;
using FeedHandler.Codecs.Dynamic;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>Where a message lies in a packet.</summary>
/// <param name="Offset">Bytes from the start of the payload to the message, its length field included.</param>
/// <param name="Length">Bytes of the message from <paramref name="Offset"/> on; the rest of the packet when the framing has no lengths.</param>
/// <param name="HasLength">Whether the framing says how long the message is; otherwise only decoding tells.</param>
/// <param name="HeaderOffset">Bytes from the start of the payload to the schema's message header, or to the body when the framing has its own.</param>
/// <param name="Header">What the header says. When <paramref name="HasOwnHeader"/> is false only a guess by the usual layout.</param>
/// <param name="HasOwnHeader">Whether the header is the venue's own and not in the schema: what follows is the body.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageFrame(
    int Offset, int Length, bool HasLength, int HeaderOffset, DynamicHeader Header, bool HasOwnHeader = false)
{
    /// <summary>Bytes from the start of the payload to the end of the message.</summary>
    public int End => Offset + Length;
}
