namespace FeedHandler.Core.Recovery;

/// <summary>How a venue's servers are asked by TCP for lost packets: the words alone. Who connects, waits and tries again is the same for all.</summary>
public interface IReplayProtocol
{
    /// <summary>The most packets that one request may ask for.</summary>
    int RequestPacketsMax { get; }

    /// <summary>Makes the client's side of conversations, one after another, each on a connection of its own.</summary>
    IReplayConversation NewConversation();
}

/// <summary>What is asked of a server in one conversation.</summary>
/// <param name="ChannelId">The channel's number.</param>
/// <param name="Epoch">The venue's own number of the session; 0 where it has none.</param>
/// <param name="First">The first packet.</param>
/// <param name="Last">The last.</param>
public readonly record struct ReplayQuestion(int ChannelId, ulong Epoch, ulong First, ulong Last);

/// <summary>What comes next of a reply.</summary>
public enum ReplyStep
{
    /// <summary>Nothing before more bytes have come.</summary>
    NeedsMore = 0,

    /// <summary>The session has begun: it is time to ask.</summary>
    LoggedOn = 1,

    /// <summary>The next packet that was asked for.</summary>
    Packet = 2,

    /// <summary>The server logged out or refused; the conversation's text tells why.</summary>
    LoggedOut = 3,

    /// <summary>The reply contradicts itself or the request; the conversation's text tells how. Nothing behind it can be read.</summary>
    Refused = 4,
}

/// <summary>
/// The client's side of a conversation: what to send, and what the bytes that come mean. It knows no socket and no clock, and never throws for what a server
/// sends. For one thread that may wait.
/// </summary>
public interface IReplayConversation
{
    /// <summary>Why the server refused, or what is wrong with its reply, as a terminal may show it.</summary>
    string Text { get; }

    /// <summary>Whether everything that was asked for has come.</summary>
    bool IsComplete { get; }

    /// <summary>Where bytes of the connection go; never empty once <see cref="Take"/> has said that it needs more.</summary>
    Memory<byte> Room { get; }

    /// <summary>Begins on a new connection.</summary>
    /// <param name="question">What will be asked.</param>
    /// <returns>What to send at once.</returns>
    ReadOnlyMemory<byte> Begin(in ReplayQuestion question);

    /// <summary>What to send when the server says that the session has begun.</summary>
    ReadOnlyMemory<byte> Ask();

    /// <summary>Bytes came into <see cref="Room"/>.</summary>
    /// <param name="byteCount">How many.</param>
    void Advance(int byteCount);

    /// <summary>Takes what comes next.</summary>
    /// <param name="packet">The packet, for <see cref="ReplyStep.Packet"/>; valid until the next call.</param>
    ReplyStep Take(out ReadOnlySpan<byte> packet);

    /// <summary>The connection has ended: what came last may be the last packet that was asked for.</summary>
    /// <param name="packet">The packet.</param>
    bool TryTakeLast(out ReadOnlySpan<byte> packet);
}
