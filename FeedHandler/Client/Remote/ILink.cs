namespace FeedHandler.Client.Remote;

/// <summary>A connection to a gateway, of which nothing waits but <see cref="Wait"/>.</summary>
internal interface ILink : IDisposable
{
    /// <summary>Why it is over; null while it is not.</summary>
    string? Fault { get; }

    /// <summary>Takes what came.</summary>
    /// <param name="into">Takes the bytes, at least one.</param>
    /// <returns>How many; 0 when nothing came, or it is over.</returns>
    int Receive(Span<byte> into);

    /// <summary>Sends.</summary>
    /// <param name="bytes">What is to be sent.</param>
    /// <returns>How many bytes of it went, from the first.</returns>
    int Send(ReadOnlySpan<byte> bytes);

    /// <summary>Waits until something may have come.</summary>
    /// <param name="timeoutMs">How long at most, in milliseconds.</param>
    void Wait(int timeoutMs);

    /// <summary>Waits likewise, without a thread.</summary>
    /// <param name="cancellation">Ends it early, without an exception.</param>
    ValueTask WaitAsync(CancellationToken cancellation);
}
