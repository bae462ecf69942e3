using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Gateway.Journals;
using FeedHandler.Wire;
using EventFlags = FeedHandler.Core.Events.EventFlags;

namespace FeedHandler.Distribution;

/// <summary>
/// Takes what the journal has to the broker, channel by channel, and behind any failure begins again where each stream is. For one thread, which may block.
/// </summary>
/// <param name="venue">The venue's name.</param>
/// <param name="channelIds">The channels' numbers at the venue.</param>
/// <param name="options">How.</param>
/// <param name="folder">The journal.</param>
internal sealed class Publisher(string venue, IReadOnlyList<int> channelIds, PublishOptions options, JournalFolder folder) : IDisposable
{
    private const int TurnCountMax = 4096;
    private readonly Dictionary<int, (ChannelSender Sender, IBrokerStream Stream)> _channels = [];
    private readonly InstrumentStates _states = new();
    private readonly JournalTail _tail = new(folder);
    private readonly long _firstNumber = (folder.Entries is [.., var last] ? last.Number : 0) + 1;
    private IBroker? _broker;
    private long _last;
    private long _stateMs;
    private bool _isOpen;

    /// <summary>What it counts.</summary>
    public PublishCounters Counters { get; } = new();

    /// <summary>What each channel does.</summary>
    public IReadOnlyList<(int ChannelId, ChannelRole Role)> Roles => [.. _channels.Select(static channel => (channel.Key, channel.Value.Sender.Role))];

    /// <summary>Whether all that was taken is kept by the broker, or by another publisher's word.</summary>
    public bool IsLevel => _isOpen && _channels.Values.All(static channel => channel.Sender.InFlightCount == 0 && channel.Sender.BehindCount == 0);

    /// <summary>Looks how far the streams are, and begins there.</summary>
    /// <exception cref="BrokerException">The broker cannot be had.</exception>
    public void Begin()
    {
        _isOpen = false;
        _broker ??= options.Open();
        foreach (int id in channelIds)
        {
            if (!_channels.ContainsKey(id)) _channels[id] = Open(_broker, id);
        }

        IReadOnlyList<JournalEntry> entries = folder.Entries;
        long from = _channels.Values.Min(channel => channel.Sender.Begin(entries, _firstNumber));
        _fromNumber = from;
    }

    /// <summary>Takes what is new.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="BrokerException">The broker cannot be had, or the journal cannot be read: begin again.</exception>
    public bool Turn(long nowMs)
    {
        if (!_isOpen && !TryOpen()) return false;
        int count = 0;
        while (count < TurnCountMax && _tail.TryRead(out ReadOnlySpan<byte> frame, out bool isBegin))
        {
            if (isBegin) Enter(_tail.Entry!);
            Take(frame);
            count++;
        }

        if (_tail.Fault is { } fault) throw new BrokerException($"the journal cannot be read: {fault}", isLasting: true);
        if (count < TurnCountMax) Rest();
        TellStates(nowMs);
        Counters.Set(PublishCount.InFlight, _channels.Values.Sum(static channel => (long)channel.Sender.InFlightCount));
        CountBehind();
        return count > 0;
    }

    /// <summary>Tells subscribers that the feed has ended, behind all of it.</summary>
    /// <exception cref="BrokerException">The broker cannot be had.</exception>
    public void End()
    {
        TellStates(long.MaxValue);
        foreach ((ChannelSender sender, _) in _channels.Values) sender.End();
        while (!IsLevel)
        {
            foreach ((ChannelSender sender, IBrokerStream stream) in _channels.Values)
            {
                stream.WaitForAnswer(1);
                sender.Flush();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((ChannelSender sender, _) in _channels.Values) sender.Dispose();
        _broker?.Dispose();
        _tail.Dispose();
        _states.Dispose();
    }

    /// <summary>Counts the events of the journal that the broker has not acknowledged, those that were not taken out of it too.</summary>
    public void CountBehind()
    {
        IReadOnlyList<JournalEntry> entries = folder.Entries;
        long unread = entries is not [.., var newest] ? 0
            : newest.LastSequence - (_isOpen && newest.Epoch == _epoch ? _last : newest.FirstSequence - 1);
        Counters.Set(PublishCount.Behind, Math.Max(0, unread) + _channels.Values.Sum(static channel => channel.Sender.BehindCount));
    }

    private long _fromNumber;

    private (ChannelSender Sender, IBrokerStream Stream) Open(IBroker broker, int channelId)
    {
        IBrokerStream stream = broker.Open(venue, channelId);
        return (new ChannelSender(channelId, stream, options, Counters) { SymbolOf = index => _states.SymbolOf(channelId, index) }, stream);
    }

    private bool TryOpen()
    {
        JournalEntry? entry = folder.Entries.FirstOrDefault(entry => entry.Number >= _fromNumber);
        if (entry is null || !_tail.TryOpen(entry)) return false;
        _isOpen = true;
        _last = entry.FirstSequence - 1;
        _states.Restart();
        Enter(entry);
        return true;
    }

    private void Enter(JournalEntry entry)
    {
        long lost = entry.FirstSequence - 1 - _last;
        bool isSameLife = entry.Epoch == _epoch;
        foreach ((ChannelSender sender, _) in _channels.Values)
        {
            if (isSameLife && lost > 0) sender.Lose(lost, entry.FirstSequence - 1);
            sender.Enter(entry, isFirst: entry.Number == _firstNumber);
        }

        if (isSameLife && lost > 0) Counters.Add(PublishCount.Lost, lost);
        if (!isSameLife || lost > 0) _states.Restart();
        (_epoch, _last) = (entry.Epoch, entry.FirstSequence - 1);
    }

    private long _epoch;

    private void Take(ReadOnlySpan<byte> frame)
    {
        if (!FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _))
        {
            if (FrameHeader.Read(frame, out FrameHeader header) == FrameFault.None && header.TemplateId == BookSnapshot.TemplateId) _states.TakeSnapshot(frame);
            return;
        }

        bool isState = place.Sequence <= _last && told.Kind == EventKind.Definition && (told.Flags & EventFlags.Restored) != 0;
        _states.TakeEvent(told, place, frame, isState);
        if (isState) return;
        _last = place.Sequence;
        if (_channels.TryGetValue(place.ChannelId, out (ChannelSender Sender, IBrokerStream) channel)) channel.Sender.Take(told, place.Sequence, frame);
    }

    private void Rest()
    {
        foreach ((ChannelSender sender, _) in _channels.Values)
        {
            sender.Flush();
            sender.Rest();
        }
    }

    private void TellStates(long nowMs)
    {
        if (nowMs < _stateMs) return;
        foreach ((ChannelSender sender, IBrokerStream stream) in _channels.Values)
        {
            if (sender.Role != ChannelRole.Publishing) continue;
            int count = _states.Tell(sender, stream);
            if (count >= 0) sender.Mark = (sender.Place, sender.Position);
            Counters.Add(PublishCount.States, Math.Max(0, count));
            if (sender.Mark is { } mark) stream.SendState("", default, mark.Place, mark.Position); // within a match event the one before, as a sign of life
        }

        _stateMs = nowMs == long.MaxValue ? 0 : nowMs + options.StateMs;
    }
}
