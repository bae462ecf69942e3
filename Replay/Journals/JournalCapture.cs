using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Journals;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using FeedHandler.Wire;
using FrameDecoder = FeedHandler.Wire.FrameDecoder;

namespace FeedHandler.Replay.Journals;

/// <summary>
/// A journal as the bytes of a capture of what the same feed would have sent by multicast (docs/multicast.md): events in the packets of an incremental group
/// of each channel, states as its loop of snapshots. So whatever reads captures reads journals. The receive times are those of the events.
/// </summary>
internal sealed class JournalCapture : OnwardStream
{
    private const int FillBytes = 1 << 16;
    private const uint IncrementalGroup = 0xEFFE0000; // 239.254.0.0 and on: RFC 2365's site-local scope
    private const uint SnapshotGroup = 0xEFFE0100;
    private const ushort Port = 20310;
    private const int CommentOption = 1;
    private readonly JournalCursor _cursor;
    private readonly MemoryStream _bytes = new();
    private readonly PcapNgWriter _writer;
    private readonly JournalChannel?[] _channels = new JournalChannel?[JournalHeader.ChannelCountMax];
    private readonly Queue<(long AsOf, byte Channel, byte[] Frame)> _early = [];
    private readonly HashSet<int> _known = []; // instruments whose books follow from what was read
    private readonly int _faultCount; // of files that were passed over before it began
    private int _fileCount;
    private long _epoch;
    private int _life;
    private long _last = -1;
    private int _start;
    private bool _isOver;
    private bool _skipsOrders;
    private bool _needsStates; // what was read does not begin with the feed's first event

    private JournalCapture(JournalCursor cursor)
    {
        (_cursor, _epoch, _life, _fileCount, _faultCount) = (cursor, cursor.Epoch, 1, cursor.FileCount, cursor.Faults.Count);
        _needsStates = cursor.FirstSequence > 0;
        PcapNgOptions options = new();
        options.Add(CommentOption, LineNote.Of(Groups(cursor.Channels)));
        _writer = new PcapNgWriter(_bytes, leaveOpen: true, options: options);
    }

    /// <summary>Opens a journal.</summary>
    /// <param name="path">A file, or the folder of them.</param>
    /// <param name="start">Where to begin: at the last point in front of it.</param>
    /// <exception cref="CaptureFormatException">It cannot be read.</exception>
    public static JournalCapture Open(string path, JournalStart start)
    {
        try
        {
            return new JournalCapture(JournalCursor.Open(path, start));
        }
        catch (JournalException failure)
        {
            throw new CaptureFormatException(failure.Message, failure);
        }
    }

    /// <summary>Reads on.</summary>
    /// <exception cref="InvalidDataException">A file of the journal is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _bytes.Length && !_isOver) Fill();
        int count = (int)Math.Min(buffer.Length, _bytes.Length - _start);
        _bytes.GetBuffer().AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _cursor.Dispose();
        base.Dispose(disposing);
    }

    private static IEnumerable<(UdpEndpoint Endpoint, FeedGroup Feed)> Groups(IReadOnlyList<int> channels)
    {
        for (int index = 0; index < channels.Count; index++)
        {
            yield return (EndpointOf(IncrementalGroup, index), new FeedGroup(channels[index], FeedRole.Incremental, Line.A));
            yield return (EndpointOf(SnapshotGroup, index), new FeedGroup(channels[index], FeedRole.Snapshot, Line.A));
        }
    }

    private static UdpEndpoint EndpointOf(uint group, int index) => UdpEndpoint.OfIPv4(group + (uint)index, Port);

    // What is left of the journal when a file of it is damaged is not read: nobody knows what is missing.
    private void Fill()
    {
        _bytes.SetLength(0);
        _start = 0;
        while (_bytes.Length < FillBytes && !_isOver)
        {
            _isOver = !_cursor.TryRead(out ReadOnlySpan<byte> frame);
            if (_cursor.Faults.Count > _faultCount) break;
            if (_fileCount != _cursor.FileCount) EnterFile();
            if (!_isOver) Take(frame);
            else SealAll();
        }

        if (_cursor.Faults.Count == _faultCount) return;
        if (_bytes.Length == 0) throw new InvalidDataException(_cursor.Faults[_faultCount]);
        SealAll();
        _isOver = false; // the next call says what is wrong
    }

    private void SealAll()
    {
        foreach (JournalChannel? channel in _channels) channel?.Seal();
    }

    private void EnterFile()
    {
        _fileCount = _cursor.FileCount;
        SealAll();
        if (_cursor.Epoch != _epoch)
        {
            (_epoch, _last, _needsStates) = (_cursor.Epoch, -1, _cursor.FirstSequence > 0);
            _life++;
            _early.Clear();
            _known.Clear();
            Array.Clear(_channels);
        }
        else if (_cursor.MissingCount > 0)
        {
            _known.Clear();
            _needsStates = true;
            foreach (JournalChannel? channel in _channels) channel?.Skip();
        }
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None || header.TemplateId == Notice.TemplateId) return;
        if (header.TemplateId == BookSnapshot.TemplateId) TakeBook(frame);
        else if (header.TemplateId == OrderSnapshot.TemplateId) TakeOrders(frame);
        else if (FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _)) TakeEvent(frame, told, place);
    }

    private void TakeEvent(ReadOnlySpan<byte> frame, in MarketEvent told, in EventPlace place)
    {
        bool isDefinition = told.Kind == EventKind.Definition;
        if (isDefinition && place.Sequence <= Through)
        {
            if (!IsKnown(told)) ChannelOf(told.Channel, place).AddState(frame, place.Sequence);
            return;
        }

        ChannelOf(told.Channel, place).AddEvent(frame, told, place.Sequence);
        if (isDefinition) _known.Add(KeyOf(told));
        (_last, _skipsOrders) = (place.Sequence, false);
        while (_early.TryPeek(out (long AsOf, byte Channel, byte[] Frame) early) && early.AsOf <= _last)
        {
            _early.Dequeue();
            _channels[early.Channel]?.AddState(early.Frame, early.AsOf);
        }
    }

    // States are told again and again, so that reading can begin there: of what is known already they say nothing new, nor do the orders behind them.
    private void TakeBook(ReadOnlySpan<byte> frame)
    {
        if (!FrameDecoder.TryReadState(frame, BookSnapshot.TemplateId, out MarketEvent head, out EventPlace place)) return;
        _skipsOrders = IsKnown(head);
        if (_skipsOrders) return;
        _known.Add(KeyOf(head));
        TakeState(frame, head, place);
    }

    private void TakeOrders(ReadOnlySpan<byte> frame)
    {
        if (_skipsOrders || !FrameDecoder.TryReadState(frame, OrderSnapshot.TemplateId, out MarketEvent head, out EventPlace place)) return;
        TakeState(frame, head, place);
    }

    // What is as of an event that comes later waits for it.
    private void TakeState(ReadOnlySpan<byte> frame, in MarketEvent head, in EventPlace place)
    {
        JournalChannel channel = ChannelOf(head.Channel, place);
        if (place.Sequence <= Through) channel.AddState(frame, place.Sequence);
        else _early.Enqueue((place.Sequence, head.Channel, frame.ToArray()));
    }

    private long Through => Math.Max(_last, _cursor.FirstSequence - 1);

    private bool IsKnown(in MarketEvent head) => !_needsStates || _known.Contains(KeyOf(head));

    private static int KeyOf(in MarketEvent head) => (head.InstrumentIndex << 8) | head.Channel;

    private JournalChannel ChannelOf(byte index, in EventPlace place) => _channels[index] ??= new JournalChannel(
        _writer, EndpointOf(IncrementalGroup, index), EndpointOf(SnapshotGroup, index), _life, place.ChannelId, (_cursor.FirstSequence, _cursor.FirstNs));
}
