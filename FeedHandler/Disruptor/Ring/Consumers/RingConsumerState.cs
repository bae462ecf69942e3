namespace FeedHandler.Ring;

/// <summary>Where a consumer is in its life. It goes forward only.</summary>
public enum RingConsumerState
{
    /// <summary>Made, not yet run.</summary>
    Created,

    /// <summary>Taking events.</summary>
    Running,

    /// <summary>Told to halt, drained, and gone. It gates the producer no longer.</summary>
    Halted,

    /// <summary>Its handler threw. It gates the producer no longer; see <see cref="RingConsumer{TEvent, THandler}.Failure"/>.</summary>
    Failed,
}
