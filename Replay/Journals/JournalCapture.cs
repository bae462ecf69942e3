using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Journals;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using FeedHandler.Wire;

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
    private readonly JournalPlayer _player;
    private readonly MemoryStream _bytes = new();
    private readonly PcapNgWriter _writer;
    private readonly JournalChannel?[] _channels = new JournalChannel?[JournalHeader.ChannelCountMax];
    private readonly int _faultCount; // of files that were passed over before it began
    private int _fileCount;
    private long _epoch;
    private long _missingCount;
    private int _life = 1;
    private int _start;
    private bool _isOver;

    private JournalCapture(JournalCursor cursor)
    {
        (_player, _epoch, _fileCount, _faultCount) = (new JournalPlayer(cursor), cursor.Epoch, cursor.FileCount, cursor.Faults.Count);
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
        if (disposing) _player.Dispose();
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
            _isOver = !_player.TryRead(out JournalItem item, out ReadOnlySpan<byte> frame);
            if (Faults.Count > _faultCount) break;
            if (_fileCount != _player.Cursor.FileCount) EnterFile();
            if (!_isOver) Take(item, frame);
            else SealAll();
        }

        if (Faults.Count == _faultCount) return;
        if (_bytes.Length == 0) throw new InvalidDataException(Faults[_faultCount]);
        SealAll();
        _isOver = false; // the next call says what is wrong
    }

    private void SealAll()
    {
        foreach (JournalChannel? channel in _channels) channel?.Seal();
    }

    private List<string> Faults => _player.Cursor.Faults;

    private void EnterFile()
    {
        _fileCount = _player.Cursor.FileCount;
        SealAll();
        if (_player.Cursor.Epoch != _epoch)
        {
            (_epoch, _missingCount) = (_player.Cursor.Epoch, 0);
            _life++;
            Array.Clear(_channels);
        }

        if (_player.MissingCount == _missingCount) return;
        _missingCount = _player.MissingCount;
        foreach (JournalChannel? channel in _channels) channel?.Skip();
    }

    private void Take(in JournalItem item, ReadOnlySpan<byte> frame)
    {
        if (item.Kind == JournalItemKind.Notice) return;
        JournalChannel channel = ChannelOf(item.Head.Channel, item.Place);
        if (item.Kind == JournalItemKind.Event) channel.AddEvent(frame, item.Head, item.Place.Sequence);
        else channel.AddState(frame, item.Place.Sequence);
    }

    private JournalChannel ChannelOf(byte index, in EventPlace place) => _channels[index] ??= new JournalChannel(
        _writer, EndpointOf(IncrementalGroup, index), EndpointOf(SnapshotGroup, index), _life, place.ChannelId,
        (_player.Cursor.FirstSequence, _player.Cursor.FirstNs));
}
