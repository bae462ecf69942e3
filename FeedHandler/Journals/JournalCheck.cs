using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;
using static System.FormattableString;

namespace FeedHandler.Journals;

/// <summary>Proves what a journal holds, file by file: that its bytes are those that were written, and that no event is missing from first to last.</summary>
/// <param name="visitor">Is shown every event and state; null shows nobody.</param>
public sealed class JournalCheck(IJournalVisitor? visitor = null)
{
    private const int FaultCountMax = 10;
    private readonly SortedDictionary<int, EventDigest> _digests = [];
    private readonly SequenceChain _chain = new(1024);
    private readonly RestingOrder[] _orders = new RestingOrder[OrderSnapshots.OrderCountMax(FrameHeader.FrameBytesMax)];
    private (long Epoch, long Last)? _before;
    private JournalFileReport _report = null!;
    private long _last;
    private long _eventCount;

    /// <summary>How many events were read so far. Asked by any thread.</summary>
    public long EventCount => Volatile.Read(ref _eventCount);

    /// <summary>The digests of events by the channel's number at the venue, over all files: what `replay` says of the same events.</summary>
    public IReadOnlyDictionary<int, EventDigest> Digests => _digests;

    /// <summary>Reads the next file.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="path">Where it is.</param>
    public JournalFileReport Take(string name, string path)
    {
        _report = new JournalFileReport { Name = name };
        if (JournalReader.TryOpen(path, out JournalReader? reader) is { } wrong)
        {
            _report.Faults.Add(wrong);
            _before = null;
            return _report;
        }

        using (reader) Read(reader!);
        _before = (_report.Epoch, _last);
        return _report;
    }

    private void Read(JournalReader reader)
    {
        (_report.Epoch, _report.First, _report.Bytes, _report.IsClosed) = (reader.Epoch, reader.FirstSequence, reader.Bytes, reader.IsClosed);
        (_report.FirstNs, _report.LastNs, _report.Points) = (reader.FirstNs, reader.LastNs, reader.Points.Length);
        _last = reader.FirstSequence - 1;
        _chain.Clear();
        while (reader.TryRead(out ReadOnlySpan<byte> frame)) Take(frame);
        _report.Last = _last;
        if (reader.Fault is { } fault) Add(fault);
        else if (_last != reader.LastSequence) Add(Invariant($"its last event is {_last}, and {reader.LastSequence} was committed"));

        // Numbers that begin again are another stream's: the shared file was made anew, as by a machine that was started again.
        if (_before is { } before && before.Epoch == reader.Epoch) _report.Missing += Math.Max(0, reader.FirstSequence - 1 - before.Last - _report.Lost);
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        if (FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out FrameFault fault)) Take(told, place, frame);
        else if (FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out FrameFault ofSnapshot)) Begin(snapshot);
        else if (OrderSnapshots.TryDecode(frame, out _, out _, out OrderPart part, _orders, out int orderCount, out _)) Count(part, orderCount);
        else if (SessionMessages.TryDecode(frame, out NoticeMessage notice, out _)) _report.Lost += notice.Kind == NoticeKind.FeedLost ? notice.Count : 0;
        else Add(Invariant($"a frame behind event {_last}: {(fault == FrameFault.Template ? ofSnapshot : fault)}"));
    }

    private void Count(in OrderPart part, int orderCount)
    {
        if (part.Part == part.PartCount) _report.OrderStates++;
        _report.Orders += orderCount;
    }

    private void Begin(in DecodedSnapshot snapshot)
    {
        _chain.Begin(snapshot.Head.Channel, snapshot.Head.InstrumentIndex, snapshot.Place.Sequence);
        _report.States++;
    }

    // What an instrument is, told beside the stream, names an event that was there already.
    private void Take(in MarketEvent told, in EventPlace place, ReadOnlySpan<byte> frame)
    {
        bool isState = place.Sequence <= _last && told.Kind == EventKind.Definition && (told.Flags & EventFlags.Restored) != 0;
        visitor?.Take(told, place, frame, isState);
        if (isState) return;
        if (place.Sequence <= _last) Add(Invariant($"event {place.Sequence} behind event {_last}"));
        _report.Missing += Math.Max(0, place.Sequence - _last - 1);
        _last = place.Sequence;
        _report.Events++;
        Volatile.Write(ref _eventCount, _eventCount + 1);
        ChainLink link = _chain.Take(told, place);
        if (link is ChainLink.Missing or ChainLink.MissingOfChannel) Add(Invariant($"event {place.Sequence} does not follow what is known"));
        EventDigest digest = _digests.GetValueOrDefault(place.ChannelId);
        digest.Add(told);
        _digests[place.ChannelId] = digest;
    }

    private void Add(string fault)
    {
        _report.FaultCount++;
        if (_report.Faults.Count < FaultCountMax) _report.Faults.Add(fault);
    }
}

/// <summary>Is shown what a journal holds.</summary>
public interface IJournalVisitor
{
    /// <summary>An event, or a definition beside the stream.</summary>
    /// <param name="told">The event.</param>
    /// <param name="place">Its place in the stream.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="isState">Whether it says what an instrument is already, and is no event of the stream.</param>
    void Take(in MarketEvent told, in EventPlace place, ReadOnlySpan<byte> frame, bool isState);
}

/// <summary>What a file of a journal holds.</summary>
public sealed record JournalFileReport
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The life of the feed that it is of.</summary>
    public long Epoch { get; internal set; }

    /// <summary>Its first event.</summary>
    public long First { get; internal set; }

    /// <summary>Its last event; one less than the first one where it has none.</summary>
    public long Last { get; internal set; }

    /// <summary>When its first event was received, nanoseconds since the Unix epoch; 0 where it has none.</summary>
    public long FirstNs { get; internal set; }

    /// <summary>When its last event was received, nanoseconds since the Unix epoch; 0 where it has none.</summary>
    public long LastNs { get; internal set; }

    /// <summary>Places where reading can begin.</summary>
    public int Points { get; internal set; }

    /// <summary>How many bytes of it count.</summary>
    public long Bytes { get; internal set; }

    /// <summary>Whether it was ended in order.</summary>
    public bool IsClosed { get; internal set; }

    /// <summary>Events.</summary>
    public long Events { get; internal set; }

    /// <summary>Books as they stood.</summary>
    public long States { get; internal set; }

    /// <summary>Instruments of which the orders stand behind the book.</summary>
    public long OrderStates { get; internal set; }

    /// <summary>How many orders these are.</summary>
    public long Orders { get; internal set; }

    /// <summary>Events in front of it that its writer says were lost.</summary>
    public long Lost { get; internal set; }

    /// <summary>Events that are missing in it, or between it and the file before it, and nobody says why.</summary>
    public long Missing { get; internal set; }

    /// <summary>What is wrong, the first of it.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How much is wrong.</summary>
    public long FaultCount { get; internal set; }

    /// <summary>Whether nothing is missing or wrong.</summary>
    public bool IsRight => Faults.Count == 0 && Lost == 0 && Missing == 0;
}
