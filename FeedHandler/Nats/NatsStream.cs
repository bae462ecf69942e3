using System.Globalization;
using FeedHandler.Distribution;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace FeedHandler.Nats;

/// <summary>The streams of a channel at a NATS server. Answers come to an inbox of its own, whose last token says of which message they are.</summary>
internal sealed class NatsStream : IBrokerStream
{
    /// <summary>The last token of the subjects of events.</summary>
    public const string Events = "events";

    /// <summary>The last token of the subjects of states.</summary>
    public const string State = "state";

    /// <summary>The header of a state: as of where, and the position of the stream.</summary>
    public const string PlaceHeader = "Fh-Place";

    /// <summary>The header of a message's id.</summary>
    public const string IdHeader = "Nats-Msg-Id";

    private const string PreviousIdHeader = "Nats-Expected-Last-Msg-Id";
    private const string PreviousPositionHeader = "Nats-Expected-Last-Sequence";
    private readonly NatsLink _link;
    private readonly INatsJSStream _events;
    private readonly INatsJSStream _states;
    private readonly (string Venue, int ChannelId) _channel;
    private readonly NatsOptions _options;
    private readonly Dictionary<string, string> _subjects = [];
    private readonly AckInbox _answers;
    private readonly AckInbox _confirmations;
    private SlotBuffer[] _slots;
    private int _pendingStates;

    /// <summary>Takes the streams, which are there.</summary>
    public NatsStream(NatsLink link, INatsJSStream events, INatsJSStream states, (string Venue, int ChannelId) channel, NatsOptions options)
    {
        (_link, _events, _states, _channel, _options) = (link, events, states, channel, options);
        _slots = SlotBuffer.Make(options.InFlightMax);
        _answers = new AckInbox(link, options.InFlightMax);
        _confirmations = new AckInbox(link, 1);
    }

    /// <inheritdoc/>
    public StreamEnd ReadEnd()
    {
        _link.Ask(Refresh(_events));
        ulong last = _events.Info.State.LastSeq;
        if (last == 0 || _events.Info.State.Messages == 0) return new StreamEnd(null, (long)last);
        StreamMsgGetResponse got = _link.Ask(_events.GetAsync(new StreamMsgGetRequest { Seq = last }));
        bool isOurs = NatsIds.TryRead(got.Message.Hdrs, out StreamPlace place);
        return new StreamEnd(isOurs ? place : null, (long)last);
    }

    /// <inheritdoc/>
    public long ReadHeartbeat()
    {
        _link.Ask(Refresh(_states));
        return (long)_states.Info.State.LastSeq;
    }

    /// <inheritdoc/>
    public void Restart()
    {
        _slots = SlotBuffer.Make(_options.InFlightMax); // what was not sent yet may still be read by the client
        _answers.Restart();
        _confirmations.Restart();
        _pendingStates = 0;
    }

    /// <inheritdoc/>
    public void Send(in BrokerMessage message)
    {
        RequireConnection();
        int slot = (int)(message.Number % _options.InFlightMax);
        SlotBuffer buffer = _slots[slot];
        NatsHeaders headers = new()
        {
            [IdHeader] = message.Id,
            [message.PreviousId is null ? PreviousPositionHeader : PreviousIdHeader] =
                message.PreviousId ?? message.PreviousPosition.ToString(CultureInfo.InvariantCulture),
        };
        ReadOnlyMemory<byte> frames = buffer.Copy(message.Frames.Span);
        _link.Do(_link.Connection.PublishAsync(SubjectOf(message.Symbol, Events), frames, headers, _answers.SubjectOf(slot), FrameBytes.Instance));
    }

    /// <inheritdoc/>
    public bool TryTakeAnswer(out BrokerAnswer answer) => _answers.TryTake(out answer);

    /// <inheritdoc/>
    public void WaitForAnswer(int timeoutMs) => _answers.Wait(timeoutMs);

    /// <inheritdoc/>
    public void SendState(string symbol, ReadOnlyMemory<byte> frames, in StreamPlace place, long position)
    {
        RequireConnection();
        if (symbol.Length == 0) Confirm();
        string at = string.Create(CultureInfo.InvariantCulture, $"{place.ToId(_channel.ChannelId)} {position}");
        NatsHeaders headers = new() { [PlaceHeader] = at };
        _pendingStates++;
        byte[] copy = frames.ToArray();
        _link.Do(_link.Connection.PublishAsync(SubjectOf(symbol, State), copy, headers, _confirmations.SubjectOf(0), FrameBytes.OfArray));
        if (symbol.Length == 0) Confirm();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _answers.Dispose();
        _confirmations.Dispose();
    }

    private static async ValueTask<bool> Refresh(INatsJSStream stream)
    {
        await stream.RefreshAsync().ConfigureAwait(false);
        return true;
    }

    private void RequireConnection()
    {
        if (_link.Connection.ConnectionState != NatsConnectionState.Open) throw new BrokerException($"{_link.Connection.Opts.Url}: not connected");
    }

    // The mark says that all states in front of it are kept.
    private void Confirm()
    {
        long end = Environment.TickCount64 + _options.TimeoutMs;
        while (_pendingStates > 0)
        {
            if (!_confirmations.TryTake(out BrokerAnswer answer))
            {
                if (Environment.TickCount64 > end) throw new BrokerException($"{_pendingStates} states were sent, and not acknowledged");
                _confirmations.Wait(_options.TimeoutMs);
                continue;
            }

            if (answer.Outcome is not (BrokerOutcome.Kept or BrokerOutcome.Duplicate)) throw new BrokerException($"it refused a state: {answer.Text}");
            _pendingStates--;
        }
    }

    private string SubjectOf(string symbol, string kind)
    {
        string key = kind + symbol;
        if (!_subjects.TryGetValue(key, out string? subject)) _subjects[key] = subject = NatsNames.Subject(_channel.Venue, _channel.ChannelId, symbol, kind);
        return subject;
    }
}
