using FeedHandler.Distribution;
using NATS.Client.Core;

namespace FeedHandler.Nats;

/// <summary>What comes of a channel, in the order in which it is to be taken.</summary>
/// <param name="Kind">What.</param>
/// <param name="Join">Of which beginning it is; what is of an earlier one is left alone.</param>
/// <param name="Place">Where the stream is with it.</param>
/// <param name="Frames">Its frames; whoever takes it gives them back.</param>
internal readonly record struct StreamItem(StreamItemKind Kind, int Join, StreamPlace Place, NatsMemoryOwner<byte> Frames);

/// <summary>Kinds of what comes.</summary>
internal enum StreamItemKind
{
    /// <summary>States follow, which are as of the place at least.</summary>
    Begin = 0,

    /// <summary>A state of an instrument.</summary>
    State = 1,

    /// <summary>All states were told: events follow.</summary>
    Level = 2,

    /// <summary>Events up to the place.</summary>
    Events = 3,
}
