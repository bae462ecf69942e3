using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Journals;

namespace FeedHandler.Distribution;

/// <content>Where the stream is, where the journal is, and whether they say the same.</content>
internal sealed partial class ChannelSender
{
    private StreamPlace _target; // the stream's last message
    private long _fromNumber; // the file of the journal with which it begins
    private long _adopted; // the life of the stream that another publisher began, and that this one says the same of
    private long _journalEpoch; // that of the file at hand; 0 before the first
    private bool _isSkipping;
    private bool _isAnother; // whether the life of the stream is of no file of the journal
    private bool _hasPublished;
    private long _heartbeat;
    private long _heartbeatMs;
    private long _lookMs;
    private const int LookMs = 500;

    /// <summary>Whether states of all its instruments are to be told: what was told of them was of something else.</summary>
    public bool NeedsStates { get; set; }

    /// <summary>Begins, or begins again: looks how far the stream is.</summary>
    /// <param name="entries">The files of the journal.</param>
    /// <param name="firstNumber">The first one of this run.</param>
    /// <returns>The number of the file from which on it is to be given what the journal has.</returns>
    /// <exception cref="BrokerException">The broker does not say, or another publisher has the stream.</exception>
    public long Begin(IReadOnlyList<JournalEntry> entries, long firstNumber)
    {
        StreamEnd end = stream.ReadEnd();
        _batch.Clear();
        (Role, _journalEpoch, _isSkipping) = (ChannelRole.Opening, 0, true);
        (_previousId, _previousPosition) = (null, end.Position);
        _window.Restart(end.Place?.Sequence ?? -1, end.Position);
        _fromNumber = firstNumber;
        _target = default;
        if (_heartbeatMs == 0) _heartbeatMs = Environment.TickCount64;
        if (end.Place is not { } place) return firstNumber;
        bool isAdopted = place.Epoch == _adopted;
        JournalEntry? own = entries.LastOrDefault(entry => IsOf(entry, place, isAdopted, firstNumber))
            ?? entries.FirstOrDefault(entry => isAdopted ? entry.Number >= firstNumber : entry.Epoch == place.Epoch);
        _isAnother = own is null || isAdopted;
        if (own is not null) _fromNumber = own.Number;
        else if (!options.IsPair && _hasPublished) throw Taken();
        (_target, Role) = own is not null || options.IsPair ? (place, ChannelRole.Seeking) : (default, ChannelRole.Opening);
        return _fromNumber;
    }

    /// <summary>The journal goes on with a file.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="isFirst">Whether it is the first one of this run: its events are the first of their life.</param>
    /// <exception cref="BrokerException">The broker cannot take more.</exception>
    public void Enter(JournalEntry entry, bool isFirst)
    {
        if (entry.Number < _fromNumber) return;
        bool isBegin = _isSkipping;
        _isSkipping = false;
        if (isBegin && Role == ChannelRole.Seeking) Resume(entry, isFirst);
        else if (isBegin || entry.Epoch != _journalEpoch) BeginLife(entry.Epoch, entry.FirstSequence - 1);
        _journalEpoch = entry.Epoch;
        if (_isDigestKnown) _digestAt[entry.Number] = _place.Digest;
    }

    /// <summary>Events were lost before they could be sent.</summary>
    /// <param name="count">How many of the feed.</param>
    /// <param name="through">The last one.</param>
    /// <exception cref="BrokerException">The broker cannot take more.</exception>
    public void Lose(long count, long through)
    {
        if (_isSkipping || through <= _place.Sequence) return;
        if (Role == ChannelRole.Seeking && through > _target.Sequence) Reach();
        Flush();
        _place = _place with { Sequence = through, Digest = StreamDigest.Lose(_place.Digest, through) };
        if (Role == ChannelRole.Publishing) Tell(NoticeKind.FeedLost, count);
    }

    /// <summary>There is nothing more in the journal at this moment.</summary>
    /// <exception cref="BrokerException">The broker does not say how far the stream is.</exception>
    public void Rest()
    {
        if (Role == ChannelRole.Seeking && !_isSkipping && _place.Sequence == _target.Sequence) Reach();
        bool isBehindAnother = Role == ChannelRole.Seeking && _isAnother && options.IsPair; // which may be gone before its place is reached here
        if (Role == ChannelRole.Aside || isBehindAnother) LookAside(Environment.TickCount64);
    }

    /// <summary>The feed has ended by itself, and all of it was sent. Of a pair the other one may go on, and nothing is told.</summary>
    /// <exception cref="BrokerException">The broker cannot take more.</exception>
    public void End()
    {
        if (Role != ChannelRole.Publishing || options.IsPair) return;
        _place = _place with { Digest = StreamDigest.Lose(_place.Digest, _place.Sequence) }; // the message has an id of its own
        Tell(NoticeKind.FeedEnded, 0);
    }

    private void Resume(JournalEntry entry, bool isFirst)
    {
        _isDigestKnown = _digestAt.TryGetValue(entry.Number, out ulong digest) || isFirst;
        _place = new StreamPlace(_target.Epoch, entry.FirstSequence - 1, digest);
        if (_place.Sequence <= _target.Sequence) return;
        long missing = _place.Sequence - _target.Sequence; // the files that had it are gone
        _place = _place with { Sequence = _target.Sequence };
        Reach();
        Lose(missing, entry.FirstSequence - 1);
    }

    private void BeginLife(long epoch, long before)
    {
        if (Role == ChannelRole.Seeking) Reach(); // the rest of the life before was sent as far as it is there
        if (Role == ChannelRole.Aside) return;
        Flush();
        (_place, _isDigestKnown, _adopted) = (new StreamPlace(epoch, before, 0), true, 0);
        Publish();
        Tell(NoticeKind.FeedRestarted, 0);
        stream.SendState("", default, _place, _window.Position); // there are no instruments yet: subscribers begin in front of the first event
    }

    // The stream is where the journal is: whoever wrote it, says the same or does not.
    private void Reach()
    {
        bool isSame = !_isDigestKnown || (_place.Sequence == _target.Sequence && _place.Digest == _target.Digest);
        if (isSame)
        {
            if (_isAnother) _adopted = _target.Epoch;
            (_place, _isDigestKnown) = (_place with { Epoch = _target.Epoch, Digest = _target.Digest }, true);
            Publish();
        }
        else if (options.IsPair) (Role, _heartbeatMs) = (ChannelRole.Aside, Environment.TickCount64);
        else TakeOver();
    }

    private void Publish() => (Role, _hasPublished, NeedsStates, Mark) = (ChannelRole.Publishing, true, true, null);

    private void LookAside(long nowMs)
    {
        if (nowMs < _lookMs) return;
        _lookMs = nowMs + LookMs;
        long heartbeat = stream.ReadHeartbeat();
        if (heartbeat != _heartbeat) (_heartbeat, _heartbeatMs) = (heartbeat, nowMs);
        else if (nowMs - _heartbeatMs > options.TakeOverMs) TakeOver();
    }

    // A life of its own, which builds on nothing that was said before.
    private void TakeOver()
    {
        StreamEnd end = stream.ReadEnd();
        _window.Restart(_place.Sequence, end.Position);
        (_previousId, _previousPosition) = (null, end.Position);
        _place = new StreamPlace(Math.Max(_journalEpoch, end.Place?.Epoch ?? 0) + 1, _place.Sequence, 0);
        (_adopted, _isDigestKnown) = (_place.Epoch, true);
        _digestAt.Clear();
        Publish();
        Tell(NoticeKind.FeedRestarted, 1); // not from the feed's first event on: states follow
    }

    private BrokerException Taken() => new(
        $"another publisher took the stream of channel {channelId} over: stop one of them, or have both publish as a pair", isLasting: true);

    private static bool IsOf(JournalEntry entry, in StreamPlace place, bool isAdopted, long firstNumber) =>
        entry.FirstSequence - 1 <= place.Sequence && (isAdopted ? entry.Number >= firstNumber : entry.Epoch == place.Epoch);
}
