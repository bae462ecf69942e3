using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;
using FeedHandler.Ring;

namespace FeedHandler.Replay.Recording;

/// <summary>
/// Writes packets as they are received to a pcapng capture with nanoseconds, on a thread of its own. The feed thread copies a packet into a
/// bounded queue and goes on: when the disk cannot follow, packets are left out of the recording and counted, and the feed does not notice. What the
/// feed gave up by its clock is noted beside the packet that came next, so that a replay decides as the feed did. The file gets whole blocks alone,
/// at the latest half a second after they were taken: whenever the process ends, what came before can be read.
/// </summary>
public sealed class PacketRecorder : IGapListener, IDisposable
{
    private const int QueueCapacity = 8192;
    private const int IdleMs = 1;
    private const int FlushMs = 500;
    private const int FlushBytes = 1 << 18;

    private readonly SpscQueue<RecordedPacket> _queue = new(QueueCapacity);
    private readonly Stream _stream;
    private readonly Action<Exception>? _onFailure;
    private readonly MemoryStream _blocks = new(FlushBytes * 2);
    private readonly PcapNgWriter _writer;
    private readonly PendingNotes _notes;
    private readonly UdpFrameWriter[] _frames;
    private readonly byte[] _frame = new byte[UdpFrameWriter.HeaderBytes + RecordedPacket.PayloadBytesMax];
    private readonly Thread _thread;

    // Written by the feed thread, read by anybody.
    private RecordedPacket _packet;
    private long _leftOutCount;

    // Written by the writer's thread, read by anybody.
    private long _writtenCount;
    private long _pendingCount;
    private long _lostCount;
    private long _flushedAtMs;
    private Exception? _failure;

    // Written by whoever disposes (release), read by the writer's thread (acquire).
    private volatile bool _isEnding;

    /// <summary>Begins a recording.</summary>
    /// <param name="stream">Where the capture goes; it is disposed with the recorder.</param>
    /// <param name="groups">The groups, of IPv4, in the order of the feed map: where each is sent, which it keeps, and what it carries.</param>
    /// <param name="notesGaps">Whether <see cref="OnGaveUp"/> will be called; otherwise a replay is to decide by itself.</param>
    /// <param name="onFailure">Told at once, on the recorder's thread, why writing ended early; null tells nobody.</param>
    /// <exception cref="ArgumentException">A group is of IPv6, or there is none, or there are more than <see cref="FeedMap.GroupCountMax"/>.</exception>
    public PacketRecorder(
        Stream stream, IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> groups, bool notesGaps = true, Action<Exception>? onFailure = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(groups);
        (_stream, _onFailure) = (stream, onFailure);
        _notes = new PendingNotes(new FeedMap([.. groups.Select(static group => group.Feed)]));
        _frames = [.. groups.Select(static group => new UdpFrameWriter(group.Endpoint))];
        PcapNgOptions section = new();
        section.Add(CaptureOptions.Application, "feedhandler record");
        if (notesGaps) section.Add(CaptureOptions.Comment, SectionNotes.GapsNoted);
        _writer = new PcapNgWriter(_blocks, options: section);
        _thread = new Thread(Write) { Name = "recorder", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Packets that are in the file.</summary>
    public long WrittenCount => Volatile.Read(ref _writtenCount);

    /// <summary>Packets and notes left out, because the disk could not follow or failed, or a packet was longer than 2048 bytes.</summary>
    public long LeftOutCount => Volatile.Read(ref _leftOutCount) + Volatile.Read(ref _lostCount);

    /// <summary>Why writing ended early, such as a full disk; null when it did not.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Takes a packet on the feed thread. Never waits and never allocates.</summary>
    /// <param name="packet">The packet.</param>
    public void OnPacket(in Packet packet)
    {
        if (packet.Bytes.Length <= RecordedPacket.PayloadBytesMax)
        {
            _packet.Set(packet);
            if (_queue.TryEnqueue(in _packet)) return;
        }

        Volatile.Write(ref _leftOutCount, _leftOutCount + 1);
    }

    /// <summary>
    /// Notes on the feed thread that a channel gave numbers up; it stands beside the next packet of the channel that is written. What comes after the
    /// last packet is not written: the end of a replay gives up what it still waits for. Never waits and never allocates.
    /// </summary>
    /// <param name="group">A group of the channel.</param>
    /// <param name="first">The first number given up.</param>
    /// <param name="next">The first number behind those given up; <paramref name="first"/> when only a packet that contradicted was dropped.</param>
    public void OnGaveUp(int group, ulong first, ulong next)
    {
        _packet.Set(group, new GapNote(first, next));
        if (!_queue.TryEnqueue(in _packet)) Volatile.Write(ref _leftOutCount, _leftOutCount + 1);
    }

    /// <summary>Writes what was taken, and closes the capture.</summary>
    public void Dispose()
    {
        if (_isEnding) return;
        _isEnding = true;
        _thread.Join();
        Close();
    }

    private void Write()
    {
        Flush(); // the head: an empty recording is a capture too
        while (true)
        {
            bool isEnding = _isEnding; // read before the queue: what was taken before the end is written
            while (_queue.TryDequeue(out RecordedPacket packet)) Take(packet);
            if (isEnding) break;
            FlushDue();
            Thread.Sleep(IdleMs);
        }

        Flush();
    }

    private void Take(in RecordedPacket packet)
    {
        if (_failure is not null)
        {
            Volatile.Write(ref _lostCount, _lostCount + 1);
            return;
        }

        Write(packet);
        if (_blocks.Length >= FlushBytes) Flush();
        else FlushDue();
    }

    private void Write(in RecordedPacket packet)
    {
        if (packet.IsNote)
        {
            if (!_notes.TryAdd(packet.Group, packet.Note)) Volatile.Write(ref _lostCount, _lostCount + 1);
            return;
        }

        int length = _frames[packet.Group].Write(packet.Bytes, _frame);
        _notes.Write(_writer, in packet, _frame.AsSpan(0, length));
        _pendingCount++;
    }

    // Also with nothing to write: so it is seen that the file is gone before packets are lost to it.
    private void FlushDue()
    {
        if (Environment.TickCount64 - _flushedAtMs >= FlushMs) Flush();
    }

    private void Flush()
    {
        _flushedAtMs = Environment.TickCount64;
        if (_failure is not null) return;
        try
        {
            if (_blocks.Length > 0) _stream.Write(_blocks.GetBuffer().AsSpan(0, (int)_blocks.Length));
            _stream.Flush();
            Volatile.Write(ref _writtenCount, _writtenCount + _pendingCount);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _lostCount, _lostCount + _pendingCount);
            Fail(failure);
        }

        _pendingCount = 0;
        _blocks.SetLength(0);
    }

    private void Fail(Exception failure)
    {
        if (_failure is not null) return;
        Volatile.Write(ref _failure, failure);
        _onFailure?.Invoke(failure);
    }

    private void Close()
    {
        try
        {
            _stream.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Fail(failure);
        }
    }
}
