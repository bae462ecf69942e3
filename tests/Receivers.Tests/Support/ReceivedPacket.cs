using System.Text;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>A copy of a packet.</summary>
internal sealed record ReceivedPacket(Line Line, byte[] Bytes, long RxNs)
{
    /// <summary>Its line and text, such as "Ahello".</summary>
    public string Text => Line + Encoding.UTF8.GetString(Bytes);
}
