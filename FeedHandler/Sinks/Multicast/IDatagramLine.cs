using FeedHandler.Native.Sockets;

namespace FeedHandler.Sinks.Multicast;

/// <summary>Where datagrams of one line go.</summary>
public interface IDatagramLine : IDisposable
{
    /// <summary>Datagrams that were refused on their way out.</summary>
    long RefusedCount { get; }

    /// <summary>Why the last one was refused; null when none was.</summary>
    string? Failure { get; }

    /// <summary>Takes a datagram, which goes out at <see cref="Flush"/> at the latest.</summary>
    /// <param name="datagram">The bytes, copied.</param>
    void Send(ReadOnlySpan<byte> datagram);

    /// <summary>Sends what was taken.</summary>
    void Flush();
}

/// <summary>A multicast group.</summary>
/// <param name="sender">Sends to it; becomes this one's to dispose of.</param>
public sealed class GroupLine(MulticastSender sender) : IDatagramLine
{
    /// <inheritdoc/>
    public long RefusedCount => sender.RefusedCount;

    /// <inheritdoc/>
    public string? Failure => sender.LastFailure?.ToString();

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram) => sender.Send(datagram);

    /// <inheritdoc/>
    public void Flush() => sender.Flush();

    /// <inheritdoc/>
    public void Dispose() => sender.Dispose();
}

/// <summary>The lines of one feed of a channel, A and B or one of them: each is sent the same bytes.</summary>
/// <param name="lines">The lines; they become this one's to dispose of.</param>
public sealed class DatagramLines(IReadOnlyList<IDatagramLine> lines) : IDisposable
{
    /// <summary>Whether there is any.</summary>
    public bool Any => lines.Count > 0;

    /// <summary>Datagrams that were refused on their way out, of all lines.</summary>
    public long RefusedCount => lines.Sum(static line => line.RefusedCount);

    /// <summary>Why one of them was refused; null when none was.</summary>
    public string? Failure => lines.Select(static line => line.Failure).FirstOrDefault(static failure => failure is not null);

    /// <summary>Datagrams that were sent, each once however many lines there are.</summary>
    public long SentCount { get; private set; }

    /// <summary>Takes a datagram.</summary>
    /// <param name="datagram">The bytes.</param>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        for (int i = 0; i < lines.Count; i++) lines[i].Send(datagram);
        SentCount++;
    }

    /// <summary>Sends what was taken.</summary>
    public void Flush()
    {
        for (int i = 0; i < lines.Count; i++) lines[i].Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDatagramLine line in lines) line.Dispose();
    }
}
