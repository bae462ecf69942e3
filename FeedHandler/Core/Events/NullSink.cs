using System.Diagnostics.CodeAnalysis;

namespace FeedHandler.Core.Events;

/// <summary>A sink that wants nothing: books are built, events are not made.</summary>
public struct NullSink : IEventSink
{
    /// <inheritdoc/>
    public static bool IsEnabled => false;

    /// <inheritdoc/>
    public readonly int ClaimedCount => 0;

    /// <inheritdoc/>
    [DoesNotReturn]
    public ref MarketEvent Claim() => throw new InvalidOperationException("This sink takes no events.");

    /// <inheritdoc/>
    [DoesNotReturn]
    public ref MarketEvent Unpublished(int index) => throw new InvalidOperationException("This sink takes no events.");

    /// <inheritdoc/>
    public readonly void Publish(ushort publishDelayNs)
    {
    }
}
