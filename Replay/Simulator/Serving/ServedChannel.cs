using FeedHandler.Core.Packets;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A simulated channel that goes on: packets of its incremental feed, its loops and its heartbeats on both lines, one after the other in the order in which
/// they are due, session by session. Nothing is kept but what a session holds, the packets that wait for their time, and those of the archive.
/// </summary>
public sealed class ServedChannel
{
    private const long CloseNs = 100_000_000; // from the close to the heartbeat behind it
    private const long RestartPauseNs = 1_000_000_000;
    private readonly ServeOptions _options;
    private readonly ServedLines _lines;
    private readonly PacketArchive? _archive;
    private readonly long _heartbeatNs;
    private ServedSession _session;
    private long _eventsBefore;
    private long _quietFromNs;
    private long _quietUntilNs = long.MaxValue;
    private long _nextHeartbeatNs = long.MaxValue;
    private long _lastNs;
    private bool _isFinished;

    /// <summary>Starts a channel.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="startNs">Its first moment, nanoseconds since the Unix epoch.</param>
    /// <param name="archive">Where the packets of the incremental feed are kept, those that are lost too; null for nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ServedChannel(ServeOptions options, long startNs, PacketArchive? archive)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _archive, StartNs, _lastNs) = (options, archive, startNs, startNs);
        _heartbeatNs = options.Simulation.HeartbeatNs;
        _lines = new ServedLines(options.Lines, options.Simulation.ApplId, options.Simulation.Seed);
        _session = Session(0, startNs);
    }

    /// <summary>Its first moment, nanoseconds since the Unix epoch.</summary>
    public long StartNs { get; }

    /// <summary>Match events so far, behind each session's opening.</summary>
    public long EventCount => _eventsBefore + _session.Feed.EventCount;

    /// <summary>How often the sequence started again.</summary>
    public int RestartCount => _session.Options.Session;

    /// <summary>What became of the packets of each group.</summary>
    public IReadOnlyList<ServedGroup> Groups => _lines.Counts;

    /// <summary>The exchange of the session at hand, with what is published.</summary>
    public SimulatedFeed Feed => _session.Feed;

    /// <summary>Takes the packet that is due next; it counts as sent.</summary>
    /// <param name="packet">The packet.</param>
    /// <returns>False at the end.</returns>
    public bool TryNext(out ServedPacket packet)
    {
        while (true)
        {
            long nextNs = NextNs();
            if (_lines.TryPeek(out long dueNs) && dueNs <= nextNs)
            {
                packet = _lines.Take();
                return true;
            }

            packet = default;
            if (nextNs == long.MaxValue) return false;
            Publish(nextNs);
        }
    }

    /// <summary>Ends trading: the close comes next, then the quiet time.</summary>
    /// <param name="nowNs">When that begins at the earliest, nanoseconds since the Unix epoch.</param>
    public void Finish(long nowNs)
    {
        if (_isFinished) return;
        _isFinished = true;
        _quietFromNs = nowNs;
        _session.Feed.Finish();
    }

    /// <summary>Ends everything: what waits is given out, and nothing more is made.</summary>
    public void Stop() => (_quietUntilNs, _isFinished) = (long.MinValue, true);

    /// <summary>Whether it has closed.</summary>
    public bool IsQuiet => _quietUntilNs != long.MaxValue;

    // When the next thing is made, or never.
    private long NextNs()
    {
        if (_quietUntilNs == long.MinValue) return long.MaxValue;
        if (!IsQuiet && !_session.TryPeek(out _)) EndSession();
        long nextNs = _session.NextLoopNs;
        if (IsQuiet) nextNs = Math.Min(nextNs, _nextHeartbeatNs);
        else if (_session.TryPeek(out long sendingTimeNs)) nextNs = Math.Min(nextNs, sendingTimeNs);
        return nextNs > _quietUntilNs ? long.MaxValue : nextNs;
    }

    private void EndSession()
    {
        if (_isFinished || EventCount >= _options.EventCountMax)
        {
            _session.IsLast = true; // its close is published, however long its sequence is
            if (!_session.TryPeek(out _)) BeQuiet();
            return;
        }

        _eventsBefore += _session.Feed.EventCount;
        _archive?.Clear();
        _session = Session(_session.Options.Session + 1, _lastNs + RestartPauseNs);
    }

    // The first heartbeat is sure to come, and shows what was lost of the close.
    private void BeQuiet()
    {
        long fromNs = Math.Max(_lastNs, _quietFromNs);
        _quietUntilNs = fromNs + _options.QuietNs;
        if (_heartbeatNs > 0) _nextHeartbeatNs = fromNs + Math.Min(CloseNs, _options.QuietNs / 4);
    }

    private ServedSession Session(int number, long startNs) =>
        new(_options.OfSession(number, startNs, _options.EventCountMax - _eventsBefore), _options.Lines, _options.SessionPackets);

    private void Publish(long nowNs)
    {
        if (IsQuiet && nowNs == _nextHeartbeatNs) Beat(nowNs);
        else if (!IsQuiet && _session.TryPeek(out long sendingTimeNs) && sendingTimeNs == nowNs) PublishNext();
        else PublishLoop(nowNs);
    }

    // The second half of the quiet time is of loops alone: a heartbeat that is lost puts orders in doubt, and that of the last one nobody would heal.
    private void Beat(long nowNs)
    {
        _session.Feed.Heartbeat(nowNs);
        PublishNext();
        _nextHeartbeatNs += _heartbeatNs;
        if (_nextHeartbeatNs > _quietUntilNs - (_options.QuietNs / 2)) _nextHeartbeatNs = long.MaxValue;
    }

    private void PublishNext()
    {
        SimulatedPacket packet = _session.Next();
        _lastNs = packet.SendingTimeNs;
        _archive?.Add(packet.Bytes.Span);
        _lines.Add(FeedRole.Incremental, packet.Bytes, packet.SendingTimeNs);
    }

    private void PublishLoop(long nowNs)
    {
        (FeedRole role, IReadOnlyList<SimulatedPacket> packets) = _session.Loop();
        for (int place = 0; place < packets.Count; place++) _lines.Add(role, packets[place].Bytes, nowNs + (place * ServedSession.LoopPacketNs));
    }
}
