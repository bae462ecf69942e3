namespace FeedHandler.Ring;

/// <summary>Where a consumer is in its life. It goes forward only.</summary>
public enum RingWorkerState
{
    /// <summary>Made, not yet run.</summary>
    Created = 0,

    /// <summary>On its thread, which is being placed; the handler is told of the start.</summary>
    Starting = 1,

    /// <summary>Taking events.</summary>
    Started = 2,

    /// <summary>Told to halt, not yet gone.</summary>
    Stopping = 3,

    /// <summary>Gone as it was told. It gates the producer no longer.</summary>
    Stopped = 4,

    /// <summary>Gone because its handler threw. It gates the producer no longer; see <see cref="RingWorker.Failure"/>.</summary>
    Faulted = 5,
}
