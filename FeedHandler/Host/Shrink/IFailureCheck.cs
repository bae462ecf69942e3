namespace FeedHandler.Host.Shrink;

/// <summary>A check that a capture fails or passes.</summary>
internal interface IFailureCheck
{
    /// <summary>What it is, in words that end a sentence.</summary>
    string Description { get; }

    /// <summary>Checks a capture.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="left">How long it may take at most.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>Whether it fails; null when that could not be found out in time.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    bool? Fails(string path, TimeSpan left, CancellationToken stop);
}
