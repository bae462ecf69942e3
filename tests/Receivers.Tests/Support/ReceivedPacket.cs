using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>A copy of a packet.</summary>
internal sealed record ReceivedPacket(Line Line, byte[] Bytes, long RxNs);
