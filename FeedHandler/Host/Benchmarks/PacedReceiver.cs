using FeedHandler.Core.Packets;
using FeedHandler.Replay;

namespace FeedHandler.Host.Benchmarks;

/// <summary>Hands over one packet at a time, each only when nobody is busy with the one before: latencies without queues.</summary>
/// <param name="store">The packets.</param>
/// <param name="isIdle">Whether every consumer has taken everything.</param>
internal sealed class PacedReceiver(PacketStore store, Func<bool> isIdle) : IReceiver
{
    /// <inheritdoc/>
    public bool IsCompleted => store.IsCompleted;

    /// <inheritdoc/>
    public long DropCount => store.DropCount;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        SpinWait wait = default;
        while (!isIdle())
        {
            if (Environment.ProcessorCount < 2) wait.SpinOnce();
            else Thread.SpinWait(1);
        }

        return store.Poll(ref handler, 1);
    }

    /// <inheritdoc/>
    public void LookForDrops() => store.LookForDrops();
}
