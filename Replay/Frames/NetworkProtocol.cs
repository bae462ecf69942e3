namespace FeedHandler.Replay.Frames;

/// <summary>What a link layer carries.</summary>
internal enum NetworkProtocol
{
    Other = 0,
    Ipv4 = 4,
    Ipv6 = 6,
}
