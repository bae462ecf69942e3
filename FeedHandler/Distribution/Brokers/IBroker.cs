namespace FeedHandler.Distribution;

/// <summary>A message broker with durable streams, as the publisher needs one. Its calls may block; none is made by a feed's thread.</summary>
public interface IBroker : IDisposable
{
    /// <summary>Where it is, for people; never with a secret.</summary>
    string Name { get; }

    /// <summary>Whether it can be reached at this moment, as far as is known.</summary>
    bool IsConnected { get; }

    /// <summary>Opens the stream of a channel, and makes it where there is none.</summary>
    /// <param name="venue">The venue's name.</param>
    /// <param name="channelId">The channel's number at the venue.</param>
    /// <exception cref="BrokerException">It cannot be had.</exception>
    IBrokerStream Open(string venue, int channelId);
}

/// <summary>
/// The stream of a channel: messages in one order, each kept once, and of each instrument its last state. For one thread.
/// </summary>
public interface IBrokerStream : IDisposable
{
    /// <summary>The last message that the stream has.</summary>
    /// <exception cref="BrokerException">The broker does not say.</exception>
    StreamEnd ReadEnd();

    /// <summary>When a publisher last said that it is there: a number that is another each time.</summary>
    /// <exception cref="BrokerException">The broker does not say.</exception>
    long ReadHeartbeat();

    /// <summary>Forgets what was sent and not answered: what comes of it yet is no answer any more.</summary>
    void Restart();

    /// <summary>Hands a message over. The broker keeps it where it follows the one that it names, and answers either way.</summary>
    /// <param name="message">The message; its bytes are copied.</param>
    /// <exception cref="BrokerException">The broker cannot be reached.</exception>
    void Send(in BrokerMessage message);

    /// <summary>Takes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether there was one.</returns>
    bool TryTakeAnswer(out BrokerAnswer answer);

    /// <summary>Waits until there may be an answer.</summary>
    /// <param name="timeoutMs">How long at most, in milliseconds.</param>
    void WaitForAnswer(int timeoutMs);

    /// <summary>Replaces what is kept of an instrument, or what is said of all of them.</summary>
    /// <param name="symbol">The instrument; empty for the mark behind which all states are as of the place at least.</param>
    /// <param name="frames">Its definition and its book; copied.</param>
    /// <param name="place">As of where.</param>
    /// <param name="position">The last position of the stream that is known to be kept and is not behind the place.</param>
    void SendState(string symbol, ReadOnlyMemory<byte> frames, in StreamPlace place, long position);
}

/// <summary>The last message of a stream.</summary>
/// <param name="Place">What its id says; null where the stream has none, or one of somebody else.</param>
/// <param name="Position">Its number at the broker; 0 where there is none.</param>
public readonly record struct StreamEnd(StreamPlace? Place, long Position);

/// <summary>What is sent.</summary>
/// <param name="Number">Its number among those since the last restart, which its answer repeats.</param>
/// <param name="Symbol">The instrument that all of it concerns; empty where that are several.</param>
/// <param name="Frames">Events, as frames of the normalized schema.</param>
/// <param name="Id">The id: where the stream is with it.</param>
/// <param name="PreviousId">The id that the stream's last message must have; null where <paramref name="PreviousPosition"/> says it.</param>
/// <param name="PreviousPosition">The number that the stream's last message must have.</param>
public readonly record struct BrokerMessage(
    long Number, string Symbol, ReadOnlyMemory<byte> Frames, string Id, string? PreviousId, long PreviousPosition);

/// <summary>What became of a message.</summary>
/// <param name="Number">Which.</param>
/// <param name="Outcome">What.</param>
/// <param name="Position">Its number at the broker, where it is kept.</param>
/// <param name="Text">What the broker said, where it is not.</param>
public readonly record struct BrokerAnswer(long Number, BrokerOutcome Outcome, long Position, string? Text);

/// <summary>What a broker does with a message.</summary>
public enum BrokerOutcome
{
    /// <summary>It is kept.</summary>
    Kept = 0,

    /// <summary>It was there already.</summary>
    Duplicate = 1,

    /// <summary>It does not follow the stream's last message.</summary>
    OutOfOrder = 2,

    /// <summary>The broker could not keep it.</summary>
    Refused = 3,
}

/// <summary>A broker cannot be had, or does not do what it is asked.</summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="isLasting">Whether trying again does not help, as with wrong credentials.</param>
/// <param name="inner">What the broker's client said.</param>
public sealed class BrokerException(string message, bool isLasting = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether trying again does not help.</summary>
    public bool IsLasting => isLasting;

    /// <summary>Whether somebody else wrote to the stream in between, which is no fault of the broker's.</summary>
    public bool IsConflict { get; init; }
}
