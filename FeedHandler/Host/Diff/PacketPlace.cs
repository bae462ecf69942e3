using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Replay;

namespace FeedHandler.Host.Diff;

/// <summary>Where a packet lies in captures.</summary>
/// <param name="SeqNum">Its number, the lower 32 bits.</param>
/// <param name="SentNs">When the venue sent it, in nanoseconds since the Unix epoch.</param>
/// <param name="Line">The line.</param>
/// <param name="Path">The capture.</param>
/// <param name="Record">Its place among the records of the capture, from 1.</param>
internal sealed record PacketPlace(uint SeqNum, long SentNs, Line Line, string Path, long Record)
{
    /// <summary>Reads captures once more, up to the packet that an event was made of.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How they were replayed.</param>
    /// <param name="due">The event.</param>
    /// <param name="stop">Ends reading early.</param>
    /// <returns>Null when there is none, as where it was stopped.</returns>
    public static PacketPlace? Find(CaptureSet captures, PipelineOptions options, in DiffEvent due, CancellationToken stop)
    {
        using CancellationTokenSource found = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using CaptureReceiver receiver = captures.CreateReceiver();
        Search search = new(receiver, due, found.Cancel);
        using Pipeline pipeline = Pipelines.Create(new PipelinePlan(options, captures.Source, SampleStrategies.Seats(1, [])));
        pipeline.Run(receiver, new ArrivalMode(search), found.Token);
        return search.Place;
    }

    private sealed class Search(CaptureReceiver receiver, DiffEvent due, Action onFound)
    {
        private bool _isSure;

        public PacketPlace? Place { get; private set; }

        // Of the lines' copies the one that was received when the event says made it; of another number none.
        public void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs)
        {
            if (_isSure || channel != due.Event.Channel || (uint)number != due.Event.SeqNum) return;
            _isSure = rxNs == due.Event.RxNs;
            int file = receiver.Captures.FileIndex;
            if (Place is null || _isSure)
                Place = new PacketPlace((uint)number, sentNs, line, receiver.Captures.Readers[file].File.Path, receiver.Captures.Readers[file].RecordCount);
            if (_isSure) onFound();
        }
    }

    /// <summary>Tells arrivals, which only a live feed's mode is told, and lets no time pass.</summary>
    private readonly struct ArrivalMode(Search search) : IFeedMode
    {
        public static bool IsLive => true;

        public void OnPoll()
        {
        }

        public void OnPacket(in Packet packet)
        {
        }

        public void OnArrival(int channel, Line line, ulong number, long sentNs, long rxNs) => search.OnArrival(channel, line, number, sentNs, rxNs);

        public long NowNs(in Packet packet) => 0;

        public long NowNs() => 0;
    }
}
