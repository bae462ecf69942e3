using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Native;
using FeedHandler.Replay.Recording;
using FeedHandler.Ring;

namespace FeedHandler.Host.Record;

/// <summary>Gives every packet of a live receiver to a recorder, on a thread placed as asked.</summary>
internal readonly struct RecordDriver(PacketRecorder recorder, ThreadPlacement placement, CancellationToken stop) : IFeedDriver<IReadOnlyList<NativeResult>>
{
    private const int PacketLimit = 64;

    /// <inheritdoc/>
    /// <returns>What was asked for the thread and refused.</returns>
    public IReadOnlyList<NativeResult> Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, IReceiver
    {
        (Door door, CancellationToken token) = (new Door(recorder), stop);
        PinnedThread thread = new("record", placement, () =>
        {
            while (!token.IsCancellationRequested) receiver.Poll(ref door, PacketLimit);
        });
        thread.Join();
        if (thread.Failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thread.Failure);
        return thread.Refusals;
    }

    private readonly struct Door(PacketRecorder recorder) : IPacketHandler
    {
        public void OnPacket(in Packet packet) => recorder.OnPacket(packet);

        public void OnGaveUp(int group, ulong first, ulong next)
        {
        }
    }
}
