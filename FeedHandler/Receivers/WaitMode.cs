namespace FeedHandler.Receivers;

/// <summary>What a receiver does between packets.</summary>
public enum WaitMode : byte
{
    /// <summary>Burns its core: <see cref="ILiveReceiver.Wait"/> returns at once.</summary>
    Spin = 0,

    /// <summary>Sleeps in the kernel until something arrives.</summary>
    Block = 1,
}
